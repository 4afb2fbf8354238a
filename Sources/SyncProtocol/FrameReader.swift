// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// Reads a frame's numbers and byte arrays; what is cut or too large is the frame's fault.
struct FrameReader {
  private var reader: ByteReader

  init(_ bytes: [UInt8]) {
    reader = ByteReader(bytes)
  }

  var isAtEnd: Bool { reader.isAtEnd }

  mutating func number() throws(SyncError) -> UInt64 {
    do {
      return try reader.readVarUInt()
    } catch {
      throw .malformed(error)
    }
  }

  mutating func byteArray() throws(SyncError) -> [UInt8] {
    do {
      return try reader.readByteArray()
    } catch {
      throw .malformed(error)
    }
  }

  mutating func string() throws(SyncError) -> String {
    do {
      return try reader.readString()
    } catch {
      throw .malformed(error)
    }
  }

  mutating func stateVector() throws(SyncError) -> StateVector {
    let bytes = try byteArray()
    do {
      return try StateVector(decoding: bytes)
    } catch {
      throw .malformed(error)
    }
  }
}
