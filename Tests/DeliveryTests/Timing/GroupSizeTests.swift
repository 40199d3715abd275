import Delivery
import Testing

@Suite("How many submissions share one flush")
struct GroupSizeTests {
  @Test(
    "As many as leave within a fifth of a second, one at the usual pace, never more than 16",
    arguments: [
      (rate: 1.0, took: 5, size: 1), (1.0, 900, 1), (10, 20, 2), (1000, 20, 10), (1000, 0, 16), (50, 1, 10),
      (10_000, 400, 1),
    ] as [(rate: Double, took: Int64, size: Int)])
  func sizes(rate: Double, took: Int64, size: Int) {
    var group = GroupSize()
    group.note(milliseconds: took)
    #expect(group.size(atRate: rate) == size)
  }

  @Test("Nothing is grouped before anything is known, and one slow answer makes groups smaller at once")
  func learns() {
    var group = GroupSize()
    #expect(group.size(atRate: 1000) == 1)
    for _ in 1...20 { group.note(milliseconds: 10) }
    #expect(group.size(atRate: 1000) == 16)
    group.note(milliseconds: 2_000)
    #expect(group.size(atRate: 1000) == 1)
  }
}
