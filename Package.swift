// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// What every target of ours is compiled with; style.md section 4 says why.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
  name: "encrier",
  products: [
    .library(name: "TextCRDT", targets: ["TextCRDT"]),
    .library(name: "SyncProtocol", targets: ["SyncProtocol"]),
    .library(name: "Storage", targets: ["Storage"]),
    .library(name: "Pads", targets: ["Pads"]),
    .executable(name: "encrier", targets: ["encrier"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0"),
    .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
  ],
  targets: [
    .target(name: "TextCRDT", swiftSettings: strict + [.strictMemorySafety()]),
    .target(name: "SyncProtocol", dependencies: ["TextCRDT"], swiftSettings: strict),
    .systemLibrary(
      name: "CWebSockets",
      pkgConfig: "libwebsockets",
      providers: [.apt(["libwebsockets-dev"])]
    ),
    .target(
      name: "WebServer",
      dependencies: ["CWebSockets", .product(name: "Logging", package: "swift-log")],
      swiftSettings: strict
    ),
    .target(
      name: "Storage",
      dependencies: ["TextCRDT", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict
    ),
    .target(
      name: "Pads",
      dependencies: [
        "TextCRDT", "SyncProtocol", "Storage",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
    .systemLibrary(
      name: "CCurl",
      pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]
    ),
    .target(name: "WebClient", dependencies: ["CCurl"], swiftSettings: strict),
    .systemLibrary(
      name: "CMarkGFM",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]
    ),
    .systemLibrary(name: "CProcesses"),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "Publishing",
      dependencies: [
        "CMarkGFM", "CProcesses", "CZlib", "Pads", "TextCRDT",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "PadServer",
      dependencies: [
        "TextCRDT", "SyncProtocol", "WebServer", "WebClient", "Storage", "Pads", "Publishing",
        .product(name: "JWTKit", package: "jwt-kit"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "encrier",
      dependencies: [
        "TextCRDT", "Pads", "Storage", "PadServer", "Publishing", "WebServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "TestSupport",
      dependencies: ["CProcesses", "TextCRDT"],
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    .target(name: "WebTestSupport", path: "Tests/WebTestSupport", swiftSettings: strict),
    .testTarget(
      name: "WebServerTests",
      dependencies: [
        "WebServer", "WebTestSupport", .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
    .testTarget(name: "WebClientTests", dependencies: ["WebClient"], swiftSettings: strict),
    .testTarget(
      name: "PublishingTests",
      dependencies: [
        "Pads", "Publishing", "TestSupport", "TextCRDT",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PadServerTests",
      dependencies: [
        "PadServer", "Pads", "Publishing", "Storage", "TextCRDT", "WebServer", "WebTestSupport",
        .product(name: "JWTKit", package: "jwt-kit"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "TextCRDTTests",
      dependencies: ["TextCRDT", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "InteropTests",
      dependencies: ["TextCRDT", "TestSupport"],
      path: "Tests/Interop",
      exclude: ["Node", "Python"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SyncProtocolTests",
      dependencies: ["SyncProtocol", "TextCRDT"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PadsTests",
      dependencies: [
        "Pads", "Storage", "SyncProtocol", "TextCRDT", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "EncrierTests",
      dependencies: ["encrier", "TextCRDT", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "Storage", "TestSupport", "TextCRDT", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
  ]
)
