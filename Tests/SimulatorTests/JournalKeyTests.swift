import Foundation
import Testing

@Suite struct JournalKeyTests {
  private func car(_ office: String) -> WireFields { Sample.vehicle(office, "123456789012", "KEY01-1") }

  private func onward(_ office: String, to destination: String) -> WireFields {
    car(office).merged(Sample.delivery(to: destination)).merged(["objectType": "2", "deliveryDate": "2026-11-21"])
  }

  @Test("A vehicle that comes back is delivered and taken in again under keys of its own")
  func returning() async throws {
    try await withSimulator { (client) async throws -> Void in
      let vehicle =
        #"{"chassisNo":"KEY01-1","ticketNo":"123456789012","lifecycleStatus":"S12","pendingOfficeCode":""#
        + Office.dismantler + #"","holderOfficeCode":""# + Office.collector + #""}"#
      _ = try await client.desk("vehicles", vehicle)
      let client = try await client.signedIn()
      let (first, second) = (Office.dismantler, Office.dismantler2)
      let (intake, delivery) = ("downstream-collection-report", "dismantling-delivery-to-dismantler")
      let ways = [
        (intake, car(first).merged(Sample.intake("3"))), (delivery, onward(first, to: second)),
        (intake, car(second).merged(Sample.intake("3"))), (delivery, onward(second, to: first)),
        (intake, car(first).merged(Sample.intake("3"))), (delivery, onward(first, to: second)),
      ]
      for (slug, fields) in ways { #expect(try await client.call(slug, fields).code == "0000", "\(slug)") }
      let keys = try await client.journal().map { $0["businessKey"] as? String ?? "" }
      #expect(
        keys == [
          "123456789012|\(first)|3|1", "123456789012|\(first)|解体工程引渡|1", "123456789012|\(second)|3|1",
          "123456789012|\(second)|解体工程引渡|1", "123456789012|\(first)|3|2", "123456789012|\(first)|解体工程引渡|2",
        ])
    }
  }
}
