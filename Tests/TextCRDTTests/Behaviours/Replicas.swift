// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// Documents of several people that hear one another only when the test says so.
struct Replicas {
  let documents: [Document]

  /// Opens documents with the client IDs 1, 2 and so on.
  init(_ count: Int, collectsGarbage: Bool = true, cleansUpFormatting: Bool = false) {
    documents = (1...count).map {
      Document(
        clientID: ClientID(rawValue: UInt64($0)),
        collectsGarbage: collectsGarbage,
        cleansUpFormatting: cleansUpFormatting
      )
    }
  }

  subscript(index: Int) -> Document { documents[index] }

  /// Tells everyone everything.
  func synchronize() throws {
    for from in documents {
      for to in documents where to !== from {
        try to.apply(from.encodedState(since: to.stateVector))
      }
    }
    for document in documents { document.checkInvariants() }
  }
}

extension Document {
  /// What a new document reads that knows all of this one.
  func copy(clientID: UInt64 = 99, collectsGarbage: Bool = true) throws -> Document {
    let copy = Document(
      clientID: ClientID(rawValue: clientID),
      collectsGarbage: collectsGarbage
    )
    try copy.apply(encodedState())
    return copy
  }

  /// How many units are deleted.
  var deletedUnitCount: Int {
    deleteSet.ranges.values.joined().reduce(0) { $0 + $1.count }
  }
}
