// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "encrier-bench",
  dependencies: [
    .package(name: "encrier", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .target(name: "CHeap"),
    .target(name: "EditingTraces", swiftSettings: strict),
    .executableTarget(
      name: "encrier-bench",
      dependencies: [
        "CHeap", "EditingTraces",
        .product(name: "TextCRDT", package: "encrier"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
    // Apart, because it needs the whole server and takes longer to build.
    .executableTarget(
      name: "history-bench",
      dependencies: [
        "EditingTraces",
        .product(name: "TextCRDT", package: "encrier"),
        .product(name: "Pads", package: "encrier"),
        .product(name: "Storage", package: "encrier"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
  ]
)
