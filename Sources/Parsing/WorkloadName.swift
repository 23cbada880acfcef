/// How much of a pod's name is the name of its workload: `payment-api` of `payment-api-7d9f8b6c5-x2x4k`.
///
/// A ReplicaSet's pod ends in the hash of its template (8 to 10 characters) and five of its own, both of the
/// letters and digits that Kubernetes draws from, which hold no vowels.
///
/// - Parameter name: The name.
/// - Returns: Nil when it is no such name.
func workloadLength(ofPod name: UnsafeBufferPointer<UInt8>) -> Int? {
  guard name.count > 16 else { return nil }
  let own = name.count - 6
  guard name[own] == UInt8(ascii: "-"), name[(own + 1)...].allSatisfy(isDrawn) else {
    return nil
  }
  return workloadLength(ofReplicaSet: UnsafeBufferPointer(rebasing: name[..<own]))
}

/// How much of a replica set's name is the name of its workload: `payment-api` of `payment-api-7d9f8b6c5`; nil when it is
/// no such name.
func workloadLength(ofReplicaSet name: UnsafeBufferPointer<UInt8>) -> Int? {
  var start = name.count
  while start > 0, name[start - 1] != UInt8(ascii: "-") { start -= 1 }
  guard start > 1, name.count - start >= 8, name.count - start <= 10,
    name[start...].allSatisfy(isDrawn)
  else { return nil }
  return start - 1
}

/// Whether Kubernetes draws names from a letter or digit.
private func isDrawn(_ byte: UInt8) -> Bool { "bcdfghjklmnpqrstvwxz2456789".utf8.contains(byte) }
