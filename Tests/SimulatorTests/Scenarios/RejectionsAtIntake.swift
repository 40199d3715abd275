extension Scenario {
  /// C: what is refused at the first intake.
  static let rejectionsAtIntake = Scenario(
    name: "C rejections at intake",
    steps: [
      Step("#8 unpaid", "collection-report", Sample.collection("UNP10-0000001")),
      Step("#8 airbag unpaid, equipped", "collection-report", Sample.collection("ABC12-345678")),
      Step("#8 same, airbag 無", "collection-report", Sample.collection("ABC12-345678", airbag: "0")),
      Step("#8 exported", "collection-report", Sample.collection("EXP01-0000001")),
      Step("#8 unknown", "collection-report", Sample.collection("NONE-1")),
      Step(
        "#8 by K office", "collection-report", Sample.collection("AA111-011011", office: Office.dismantler)),
    ])
}
