// SPDX-License-Identifier: Apache-2.0

extension String {
  /// Whether it holds what cannot be seen, or turns what follows round; line ends are seen.
  var hidesSomething: Bool {
    unicodeScalars.contains { scalar in
      scalar != "\n" && scalar.properties.generalCategory == .control
        || scalar.properties.isBidiControl
    }
  }

  /// Whether somebody who looks at it sees something.
  var isSeen: Bool {
    unicodeScalars.contains { scalar in
      !scalar.properties.isDefaultIgnorableCodePoint && !scalar.properties.isWhitespace
        && scalar.properties.generalCategory != .control
    }
  }
}
