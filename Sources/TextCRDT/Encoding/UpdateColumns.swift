// SPDX-License-Identifier: Apache-2.0

// An update (v2): the values of v1 sorted by what they mean, each sort in a column of its own.
// Grammar, from Yjs 13.5 (`UpdateEncoder.js`, `UpdateDecoder.js`):
//
//   update  = varUint(0) column{9} rest
//   column  = varUint(byteCount) run*
//   rest    = varUint(clients) section* deleteSet            what no column takes, in v1's order
//
// `WIRE-FORMAT.md` says which value goes where.

/// Reads the columns of an update (v2).
struct UpdateColumnsReader {
  let bytes: [UInt8]
  var keyClocks: ClockRunReader
  var clients: NumberRunReader
  var leftClocks: ClockRunReader
  var rightClocks: ClockRunReader
  var infos: ByteRunReader
  var strings: StringColumnReader
  var parentInfos: ByteRunReader
  var typeKinds: NumberRunReader
  var lengths: NumberRunReader
  var rest: ByteReader
  /// The keys read so far; a key clock below their count means one of them.
  private var keys: [TextSlice] = []

  init(_ update: [UInt8]) throws(UpdateError) {
    var reader = ByteReader(update)
    let version = try reader.readVarUInt()
    guard version == 0 else { throw .unknownFormat(version) }
    bytes = update
    keyClocks = ClockRunReader(try reader.readColumn())
    clients = NumberRunReader(try reader.readColumn())
    leftClocks = ClockRunReader(try reader.readColumn())
    rightClocks = ClockRunReader(try reader.readColumn())
    infos = ByteRunReader(try reader.readColumn())
    strings = try StringColumnReader(try reader.readColumn())
    parentInfos = ByteRunReader(try reader.readColumn())
    typeKinds = NumberRunReader(try reader.readColumn())
    lengths = NumberRunReader(try reader.readColumn())
    rest = reader
  }

  /// The next attribute name or XML name.
  mutating func nextKey() throws(UpdateError) -> TextSlice {
    let clock = try keyClocks.next()
    if clock < UInt64(keys.count) { return keys[Int(clock)] }
    let key = try strings.next()
    keys.append(key)
    return key
  }

  /// Refuses what no block has read.
  func checkIsAtEnd() throws(UpdateError) {
    guard rest.isAtEnd else { throw .trailingBytes(rest.remaining) }
    guard keyClocks.isAtEnd, clients.isAtEnd, leftClocks.isAtEnd, rightClocks.isAtEnd,
      infos.isAtEnd, strings.isAtEnd, parentInfos.isAtEnd, typeKinds.isAtEnd, lengths.isAtEnd
    else { throw .unreadColumn }
  }
}

extension ByteReader {
  /// Reads a length and makes a reader of as many bytes.
  fileprivate mutating func readColumn() throws(UpdateError) -> ByteReader {
    ByteReader(bytes, in: try readSlice())
  }
}

/// Writes the columns of an update (v2).
struct UpdateColumnsWriter {
  private var keyClocks = ClockRunWriter()
  var clients = NumberRunWriter()
  var leftClocks = ClockRunWriter()
  var rightClocks = ClockRunWriter()
  var infos = ByteRunWriter()
  var strings = StringColumnWriter()
  var parentInfos = ByteRunWriter()
  var typeKinds = NumberRunWriter()
  var lengths = NumberRunWriter()
  var rest = ByteWriter()
  private var keyCount: UInt64 = 0

  /// Writes an attribute name or an XML name, each time anew as Yjs does.
  mutating func writeKey(_ bytes: ArraySlice<UInt8>, length: Int) {
    keyClocks.write(keyCount)
    keyCount += 1
    strings.write(bytes, length: length)
  }

  /// The whole update.
  consuming func finish() -> [UInt8] {
    var writer = ByteWriter()
    writer.writeVarUInt(0)
    writer.writeByteArray(keyClocks.finish())
    writer.writeByteArray(clients.finish())
    writer.writeByteArray(leftClocks.finish())
    writer.writeByteArray(rightClocks.finish())
    writer.writeByteArray(infos.finish())
    writer.writeByteArray(strings.finish())
    writer.writeByteArray(parentInfos.finish())
    writer.writeByteArray(typeKinds.finish())
    writer.writeByteArray(lengths.finish())
    writer.bytes.append(contentsOf: rest.bytes)
    return writer.bytes
  }
}
