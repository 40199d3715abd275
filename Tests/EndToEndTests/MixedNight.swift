import Foundation

/// The files of one night with everything that a night may bring: all steps of many cars over the files of their
/// offices, packages with names, rows that are wrong, refused, too early, there twice or contradicted, and inquiries.
///
/// Every row of a report carries a 利用者管理番号 of its own, which the far end writes into its journal: that says which
/// row a report came from. Calls for packages carry none, because all rows of a package are one call.
struct MixedNight {
  /// One file: its place below the drop folder and its cells.
  struct Drop {
    var path: String
    var function: String
    var header: [String]
    var rows: [[String]] = []
    var encoding = String.Encoding.utf8

    var text: String { ([header] + rows).map { $0.joined(separator: ",") }.joined(separator: "\r\n") + "\r\n" }

    func write(to place: Workplace) throws {
      guard let bytes = text.data(using: encoding) else { preconditionFailure("\(path) can't be encoded") }
      try place.write("drop/" + path, bytes)
    }
  }

  private(set) var drops: [Drop] = []
  private var marks = 0

  /// How many rows all files have.
  var rowCount: Int { drops.map(\.rows.count).reduce(0, +) }

  static let collector = "130000100002"
  static let recoverer = "130000200003"
  static let dismantler = "130000300004"
  static let shredder = "130000500005"

  /// How far each car goes, one after the other, when nobody rolls dice.
  private static let usualDepths = [1, 2, 3, 5, 9, 4, 2, 3, 6, 1]

  /// - Parameters:
  ///   - cars: how many of the simulator's fleet the night is about.
  ///   - depth: up to which of its steps a car goes; handed in by nights that roll dice.
  init(cars: Int, depth: (Int) -> Int = { usualDepths[$0 % usualDepths.count] }) {
    for number in 1...cars { tell(of: number, depth: depth(number)) }
    addOddities(after: cars)
    addSecondFiles(cars)
    addTruck()
    for number in 1...min(cars, 10) { add("料金照会", "料金照会.csv", ["車台番号": chassis(number)]) }
  }

  /// Puts the files below the workplace's drop folder.
  func write(to place: Workplace) throws {
    for drop in drops { try drop.write(to: place) }
    // A file that nobody can take in.
    try place.write("drop/引取報告/broken.csv", "\"事業所コード,車台番号\r\n")
  }

  // MARK: The steps of a car

  private mutating func tell(of number: Int, depth: Int) {
    let hasFluorocarbon = number % 9 != 0
    var steps: [(inout MixedNight) -> Void] = [{ $0.collect(number, hasFluorocarbon: hasFluorocarbon) }]
    if hasFluorocarbon {
      steps.append { $0.deliver("フロン類回収業者引渡報告", number, from: Self.collector, to: Self.recoverer) }
      steps.append { $0.takeIn(number, by: Self.recoverer, process: "2") }
      steps.append { $0.recover(number) }
      steps.append { $0.deliver("フロン工程引渡報告", number, from: Self.recoverer, to: Self.dismantler) }
    } else {
      steps.append { $0.deliver("解体業者引渡報告", number, from: Self.collector, to: Self.dismantler) }
    }
    steps.append { $0.takeIn(number, by: Self.dismantler, process: "3") }
    steps.append { $0.removeAirbags(number) }
    steps.append { $0.deliver("破砕業者引渡報告", number, from: Self.dismantler, to: Self.shredder) }
    steps.append { $0.takeIn(number, by: Self.shredder, process: "4") }
    for step in steps.prefix(depth) { step(&self) }
  }

  private mutating func collect(_ number: Int, hasFluorocarbon: Bool, _ changes: [String: String] = [:]) {
    let file = number % 5 == 4 ? "引取報告_sjis.csv" : "引取報告.csv"
    let row = [
      "事業所コード": Self.collector, "車台番号": chassis(number), "車両区分": "登録", "登録番号不明": "不明",
      "引取依頼者氏名・名称": "国土 太郎", "引取年月日": "R8/11/20", "フロン類装備": hasFluorocarbon ? "○" : "×",
      "フロン類種別": hasFluorocarbon ? "HFC" : "", "エアバッグ類装備": "有", "最終所有者意思確認": "1",
    ]
    add("引取報告", file, row.merging(changes) { $1 })
  }

  private mutating func deliver(
    _ function: String, _ number: Int, from office: String, to next: String, _ changes: [String: String] = [:]
  ) {
    let row = vehicle(number, office).merging(
      ["引渡先事業所コード": next, "引渡年月日": "2026-11-21", "運搬事業者区分": "1"]) { $1 }
    add(function, function + ".csv", row.merging(changes) { $1 })
  }

  private mutating func takeIn(_ number: Int, by office: String, process: String) {
    let row = vehicle(number, office).merging(
      ["工程区分": process, "引取年月日": "2026-11-21", "解体自実施区分": process == "3" ? "1" : ""]) { $1 }
    add("後工程引取報告", "後工程引取報告_\(office.suffix(2)).csv", row)
  }

  /// Six of seven cars fill packages of four, the rest keep their fluorocarbons in use.
  private mutating func recover(_ number: Int) {
    if number % 7 == 0 {
      add(
        "フロン再利用連絡", "フロン再利用連絡.csv",
        vehicle(number, Self.recoverer).merging(["フロン類種別": "HFC", "再利用年月日": "2026-11-21"]) { $1 })
    } else {
      let row = vehicle(number, Self.recoverer).merging(
        ["フロン類種別": "HFC", "回収年月日": "2026-11-21", "フロン類回収量(g)": "310"]) { $1 }
      fill("フロン荷姿追加", "F", by: Self.recoverer, ["容器区分": "1", "ボンベ番号・パレット番号": "H4R-\(number)"], row)
    }
  }

  private mutating func removeAirbags(_ number: Int) {
    if number % 4 == 0 {
      let row = vehicle(number, Self.dismantler).merging(
        ["作動個数": "4", "一括作動区分": "1", "作動処理年月日": "2026-11-21"]) { $1 }
      add("エアバッグ車上作動報告", "エアバッグ車上作動報告.csv", row)
    } else {
      let row = vehicle(number, Self.dismantler).merging(
        ["エアバッグ類処理方法": "1", "取外回収個数": "4", "回収年月日": "2026-11-21"]) { $1 }
      fill("エアバッグ荷姿追加", "A", by: Self.dismantler, ["回収ケース番号": "AB-\(number)"], row)
    }
  }

  /// The first of four rows makes a package and names it, the others go into it; the fourth sends it on its way.
  private mutating func fill(
    _ function: String, _ letter: String, by office: String, _ ofNew: [String: String], _ row: [String: String]
  ) {
    let filled = drops.first { $0.path.hasSuffix("/\(function).csv") }?.rows.count ?? 0
    let name = "@\(letter)\(filled / 4 + 1)"
    let isNew = filled % 4 == 0
    let place = isNew ? ofNew.merging(["荷姿処理区分": "1", "荷姿参照": name]) { $1 } : ["荷姿処理区分": "2", "荷姿番号": name]
    add(function, function + ".csv", row.merging(place) { $1 })
    guard filled % 4 == 3 else { return }
    let package = ["事業所コード": office, "荷姿番号": name]
    let destination = ["引渡先事業所コード": "139999900009"]
    if letter == "F" {
      let date = "2026-11-25"
      let pickup = ["集荷希望日": date, "集荷時間帯": "0", "担当者氏名": "自動車 太郎", "担当者電話番号": "0311111111"]
      // Two rows about one package are one call.
      for _ in 1...2 { add("フロン集荷依頼", "フロン集荷依頼.csv", package.merging(pickup) { $1 }, marked: false) }
    } else {
      let handover = destination.merging(["引渡方法区分": "2", "集荷・持込予定日": "2026-11-21"]) { $1 }
      add("エアバッグ集荷依頼", "エアバッグ集荷依頼.csv", package.merging(handover) { $1 }, marked: false)
    }
    let report = destination.merging(["引渡年月日": "2026-11-21", "運搬事業者区分": "1"]) { $1 }
    let name15 = letter == "F" ? "フロン引渡報告" : "エアバッグ引渡報告"
    add(name15, name15 + ".csv", package.merging(report) { $1 }, marked: false)
  }

  // MARK: What is wrong

  /// Rows that the bridge or the far end refuses, and one that comes before its time.
  private mutating func addOddities(after cars: Int) {
    collect(cars + 1, hasFluorocarbon: true, ["引取年月日": "R8/13/20"])
    collect(cars + 2, hasFluorocarbon: true, ["車台番号": ""])
    collect(cars + 3, hasFluorocarbon: true, ["車台番号": "UNP10-0000001"])
    collect(cars + 4, hasFluorocarbon: true, ["車台番号": "EXP01-0000001"])
    // Stands twice in one file.
    for _ in 1...2 { collect(cars + 5, hasFluorocarbon: true) }
    // Refused: no such office; and before it was collected.
    for number in (cars + 6)...(cars + 9) { collect(number, hasFluorocarbon: true) }
    deliver("フロン類回収業者引渡報告", cars + 6, from: Self.collector, to: "130000999003")
    deliver(
      "フロン類回収業者引渡報告", cars + 7, from: Self.collector, to: Self.recoverer, ["引渡年月日": "2026-11-19"])
    // Nobody has announced it yet: refused for now.
    takeIn(cars + 8, by: Self.recoverer, process: "2")
  }

  /// One truck takes the residue of all cars that the shredder has.
  private mutating func addTruck() {
    add(
      "ASR引渡報告", "ASR引渡報告.csv",
      [
        "事業所コード": Self.shredder, "ASRチーム区分": "ART", "引渡先事業所コード": "139999800009", "引渡年月日": "2026-11-21",
        "ASR重量(kg)": "9800.0", "運搬車登録番号": "品川100あ1", "計量票番号": "W-20261121-001", "運搬事業者区分": "1",
      ])
  }

  /// A second export with cars of the first one, unchanged and changed.
  private mutating func addSecondFiles(_ cars: Int) {
    guard let first = drops.first(where: { $0.path == "引取報告/引取報告.csv" }) else { return }
    var second = first
    second.path = "引取報告/引取報告_追加.csv"
    second.rows = Array(first.rows.prefix(4))
    var changed = first.rows[4]
    changed[first.header.firstIndex(of: "引取依頼者氏名・名称")!] = "別人 次郎"
    second.rows.append(changed)
    for index in second.rows.indices { second.rows[index][first.header.count - 1] = nextMark() }
    drops.append(second)
  }

  // MARK: Names and numbers

  /// The numbers of the functions by the names of their folders.
  static let numbers = [
    "料金照会": 2, "引取報告": 8, "フロン類回収業者引渡報告": 9, "解体業者引渡報告": 10, "後工程引取報告": 11, "フロン工程引渡報告": 12,
    "フロン荷姿追加": 13, "フロン集荷依頼": 14, "フロン引渡報告": 15, "フロン再利用連絡": 16, "破砕業者引渡報告": 18, "エアバッグ荷姿追加": 21,
    "エアバッグ集荷依頼": 22, "エアバッグ引渡報告": 23, "エアバッグ車上作動報告": 24, "ASR引渡報告": 30,
  ]

  /// A day as the far end writes it; the collection reports have eras.
  static func day(_ text: String) -> String {
    text.hasPrefix("R8/") ? "2026-" + text.dropFirst(3).replacing("/", with: "-") : text
  }

  // MARK: Cells

  private func chassis(_ number: Int) -> String { "SIM00-" + digits(number, 6) }

  private func vehicle(_ number: Int, _ office: String) -> [String: String] {
    ["事業所コード": office, "移動報告番号": "9" + digits(number, 11), "車台番号": chassis(number)]
  }

  private func digits(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: width - digits.count) + digits
  }

  private mutating func nextMark() -> String {
    marks += 1
    return "N-" + digits(marks, 5)
  }

  private mutating func add(_ function: String, _ file: String, _ row: [String: String], marked: Bool = true) {
    let path = function == "料金照会" ? file : "\(function)/\(file)"
    let index = drops.firstIndex { $0.path == path } ?? drops.count
    if index == drops.count {
      drops.append(Drop(path: path, function: function, header: Self.headers[function]! + ["利用者管理番号"]))
      if file.hasSuffix("_sjis.csv") { drops[index].encoding = .shiftJIS }
    }
    let mark = marked ? nextMark() : ""
    drops[index].rows.append(drops[index].header.dropLast().map { row[$0] ?? "" } + [mark])
  }

  private static let headers: [String: [String]] = {
    let vehicle = ["事業所コード", "移動報告番号", "車台番号"]
    let delivery = vehicle + ["引渡先事業所コード", "引渡年月日", "運搬事業者区分"]
    let package = ["事業所コード", "荷姿番号"]
    let report = package + ["引渡先事業所コード", "引渡年月日", "運搬事業者区分"]
    return [
      "引取報告": [
        "事業所コード", "車台番号", "車両区分", "登録番号不明", "引取依頼者氏名・名称", "引取年月日", "フロン類装備", "フロン類種別", "エアバッグ類装備",
        "最終所有者意思確認",
      ],
      "フロン類回収業者引渡報告": delivery, "解体業者引渡報告": delivery, "フロン工程引渡報告": delivery, "破砕業者引渡報告": delivery,
      "後工程引取報告": vehicle + ["工程区分", "引取年月日", "解体自実施区分"],
      "フロン再利用連絡": vehicle + ["フロン類種別", "再利用年月日"],
      "フロン荷姿追加": vehicle + [
        "荷姿処理区分", "荷姿番号", "荷姿参照", "容器区分", "ボンベ番号・パレット番号", "フロン類種別", "回収年月日", "フロン類回収量(g)",
      ],
      "フロン集荷依頼": package + ["集荷希望日", "集荷時間帯", "担当者氏名", "担当者電話番号"],
      "フロン引渡報告": report, "エアバッグ引渡報告": report,
      "エアバッグ荷姿追加": vehicle + [
        "荷姿処理区分", "荷姿番号", "荷姿参照", "回収ケース番号", "エアバッグ類処理方法", "取外回収個数", "回収年月日",
      ],
      "エアバッグ集荷依頼": package + ["引渡方法区分", "集荷・持込予定日", "引渡先事業所コード"],
      "エアバッグ車上作動報告": vehicle + ["作動個数", "一括作動区分", "作動処理年月日"],
      "料金照会": ["車台番号"],
      "ASR引渡報告": [
        "事業所コード", "ASRチーム区分", "引渡先事業所コード", "引渡年月日", "ASR重量(kg)", "運搬車登録番号", "計量票番号", "運搬事業者区分",
      ],
    ]
  }()
}
