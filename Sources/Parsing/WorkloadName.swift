/// How much of a pod's name is the name of its workload: `payment-api` of `payment-api-7d9f8b6c5-x2x4k`.
///
/// A ReplicaSet's pod ends in the hash of its template (8 to 10 characters) and five of its own, both of the
/// letters and digits that Kubernetes draws from, which hold no vowels.
///
/// - Parameter name: The name.
/// - Returns: Nil when it is no such name.
func workloadLength(ofPod name: UnsafeBufferPointer<UInt8>) -> Int? {
  let drawn = "bcdfghjklmnpqrstvwxz2456789".utf8
  guard name.count > 16 else { return nil }
  let own = name.count - 6
  guard name[own] == UInt8(ascii: "-"), name[(own + 1)...].allSatisfy(drawn.contains) else {
    return nil
  }
  var start = own
  while start > 0, name[start - 1] != UInt8(ascii: "-") { start -= 1 }
  guard start > 1, own - start >= 8, own - start <= 10,
    name[start..<own].allSatisfy(drawn.contains)
  else { return nil }
  return start - 1
}
