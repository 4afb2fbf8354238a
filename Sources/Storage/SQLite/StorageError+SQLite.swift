// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

extension StorageError {
  /// Names what SQLite reports, without statement, arguments or content.
  init(_ error: any Error) {
    switch error {
    case let error as StorageError:
      self = error
    case let error as DatabaseError:
      let code = error.extendedResultCode.rawValue
      switch error.resultCode {
      case .SQLITE_FULL: self = .full
      case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY: self = .inputOutput(code: code)
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damagedDatabase(code: code)
      case .SQLITE_MISUSE: self = .closed
      default: self = .refused(code: code)
      }
    case is RowDecodingError:
      self = .damagedDatabase(code: ResultCode.SQLITE_CORRUPT.rawValue)
    default:
      self = .refused(code: -1)
    }
  }

  /// Blames damaged pages on the pad that was being read.
  init(_ error: any Error, reading pad: String) {
    let plain = StorageError(error)
    if case .damagedDatabase(let code) = plain {
      self = .damagedPad(name: pad, part: .pages(code))
    } else {
      self = plain
    }
  }
}

extension Row {
  /// Reads a column that a damaged page may have given another type: it throws, never traps.
  func intact<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ index: Int,
    as type: Value.Type = Value.self
  ) throws -> Value {
    try decode(Value.self, atIndex: index)
  }

  /// Reads a number that was stored by its bits.
  func number(_ index: Int) throws -> UInt64 {
    UInt64(bitPattern: try intact(index, as: Int64.self))
  }

  /// Reads bytes.
  func bytes(_ index: Int) throws -> [UInt8] {
    Array(try intact(index, as: Data.self))
  }
}
