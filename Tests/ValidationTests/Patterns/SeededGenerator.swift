/// SplitMix64: the same sequence for the same seed, so that a failing generated case can be run again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A new seed every run, printed, because a fixed one stops finding anything after its first success.
  static func announced(_ purpose: String) -> (generator: SeededGenerator, seed: UInt64) {
    let seed = UInt64.random(in: 0...UInt64(UInt32.max))
    print("\(purpose): seed \(seed)")
    return (SeededGenerator(seed: seed), seed)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
