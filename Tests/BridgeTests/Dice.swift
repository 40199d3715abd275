/// Dice of a new seed every run, printed, because a fixed one stops finding anything after its first success.
struct Dice {
  let seed: UInt64
  private var state: UInt64

  init(for purpose: String) {
    seed = UInt64.random(in: 0...UInt64(UInt32.max))
    state = seed
    print("\(purpose): seed \(seed)")
  }

  /// A number below that of the sides.
  mutating func callAsFunction(_ sides: UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) % sides
  }
}
