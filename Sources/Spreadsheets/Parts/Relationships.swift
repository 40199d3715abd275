/// What a part points to: the contents of its `.rels` part (ISO/IEC 29500-2, 6.5). Links out of the file are left out.
struct Relationships {
  struct Target {
    /// The last word of the type's URI: `worksheet`, `styles`, `sharedStrings`, the same in both editions of the standard.
    var kind: String
    /// The name of the part, without a slash in front.
    var part: String
  }

  private(set) var targets: [String: Target] = [:]

  /// Reads the relationships of `part`, or the archive's own where it is empty.
  init(of part: String, in archive: WorkbookArchive) throws {
    let folder = part.split(separator: "/").dropLast().joined(separator: "/")
    let file = part.split(separator: "/").last ?? ""
    let name = (folder.isEmpty ? "" : folder + "/") + "_rels/\(file).rels"
    let limits = archive.limits
    let reader = try PartReader(archive.open(name, limit: limits.otherPartBytes), limits: limits)
    while let node = try reader.next() {
      guard node == .start, reader.isNamed("Relationship") else { continue }
      var id = ""
      var kind = ""
      var target: String?
      reader.readAttributes { attribute in
        if attribute.isNamed("Id") {
          id = attribute.text
        } else if attribute.isNamed("Type") {
          kind = attribute.text.split(separator: "/").last.map(String.init) ?? ""
        } else if attribute.isNamed("Target") {
          target = target ?? attribute.text
        } else if attribute.isNamed("TargetMode"), attribute.hasValue("External") {
          kind = "external"
        }
      }
      guard kind != "external", let target else { continue }
      targets[id] = Target(kind: kind, part: Self.resolve(target, in: folder))
    }
  }

  func part(of kind: String) -> String? {
    targets.values.filter { $0.kind == kind }.map(\.part).min()
  }

  /// A target is relative to its part's folder, or absolute with a slash in front.
  static func resolve(_ target: String, in folder: String) -> String {
    var path = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for step in target.split(separator: "/") where step != "." {
      if step == ".." {
        _ = path.popLast()
      } else {
        path.append(step)
      }
    }
    return path.joined(separator: "/")
  }
}
