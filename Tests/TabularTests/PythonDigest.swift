/// Printed by `Tests/Oracles/cp932_oracle.py`, which also checks this file.
let cp932DigestOfPython = "f875b1370e824d6f"
