// SPDX-License-Identifier: Apache-2.0

import Storage
import TestSupport
import Testing

@testable import Pads

@Suite("Publications against a naive model", .timeLimit(.minutes(10)))
struct PublicationModelTests {
  /// What there must be of a pad.
  private struct Naive {
    var titles: [String] = []
    var erased: Set<Int> = []
    var erasedWords: Set<Int> = []
    var address: String?
    var published: [Int: PublishedEdition] = [:]
    var isTrashed = false
    var isPurged = false

    mutating func withdraw(_ number: Int, at time: Int64) {
      guard let known = published[number], known.withdrawn == nil else { return }
      published[number] = PublishedEdition(
        address: known.address,
        number: number,
        published: known.published,
        withdrawn: time
      )
    }
  }

  private struct Model {
    var pads = ["a": Naive(), "b": Naive(), "c": Naive()]
    var addresses: [String: String] = [:]

    var publications: [PublishedEdition] {
      pads.values.flatMap(\.published.values).sorted {
        ($0.address, $0.number) < ($1.address, $1.number)
      }
    }

    mutating func address(for pad: String, _ title: String) -> String {
      let slug = title.lowercased().replacing("é", with: "e")
      let candidates = [slug] + (2...9).map { "\(slug)-\($0)" }
      let free = candidates.first { addresses[$0] == nil || addresses[$0] == pad } ?? ""
      addresses[free] = pad
      return free
    }
  }

  private static let titles = ["Charte", "Été", "Ete-2", "ete"]

  /// A word that only one edition brings, no letter of which it takes from the one before.
  private static func word(_ number: Int) -> String {
    let letters = Array("BDFGHJKLMNPQRSTVWXYZ")
    return String(repeating: letters[number % letters.count], count: 6)
  }

  @Test(
    "any order of publishing, withdrawing, erasing, purging and restarting",
    arguments: seeds(0..<12)
  )
  func anyOrder(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let time = SettableTime()
    let anne = Identity.guest(.random())
    var house = try House(now: time.clock)
    var model = Model()
    for step in 0..<60 {
      time.advance(by: 1_000)
      let pad = ["a", "b", "c"].randomElement(using: &random) ?? "a"
      let name = try #require(PadName(pad))
      var naive = try #require(model.pads[pad])
      let number = Int.random(in: 0...naive.titles.count + 1, using: &random)
      let exists = (1...max(1, naive.titles.count)).contains(number) && !naive.titles.isEmpty
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<5 where !naive.isTrashed && !naive.isPurged:
        let title = Self.titles.randomElement(using: &random) ?? ""
        let text = "# \(title)\n\n\(Self.word(naive.titles.count + 1)) suite."
        if naive.titles.isEmpty {
          _ = try await house.pads.create(name, text: text, by: anne)
        } else {
          _ = try await house.pads.beginEdition(of: name, by: anne)
          try await house.pads.put(text, into: name, by: anne)
        }
        _ = try await house.pads.finish(name, by: anne)
        naive.titles.append(title)
      case 5..<11:
        do throws(PadError) {
          let published = try await house.pads.publish(number, of: name, by: anne)
          #expect(exists && !naive.isTrashed && !naive.isPurged && !naive.erased.contains(number))
          if naive.address == nil {
            naive.address = model.address(for: pad, naive.titles[number - 1])
          }
          if naive.published[number].map({ $0.withdrawn != nil }) ?? true {
            naive.published[number] = PublishedEdition(
              address: naive.address ?? "",
              number: number,
              published: time.now
            )
          }
          #expect(published == naive.published[number])
        } catch {
          let isRefused = naive.isTrashed || naive.isPurged
          #expect(isRefused || !exists || naive.erased.contains(number), "\(error)")
        }
      case 11..<15:
        do throws(PadError) {
          let withdrawn = try await house.pads.withdraw(number, of: name, by: anne)
          naive.withdraw(number, at: time.now)
          #expect(withdrawn == naive.published[number])
        } catch {
          #expect(error == .notPublished && naive.published[number] == nil)
        }
      case 15 where exists && !naive.isTrashed && !naive.isPurged:
        _ = try await house.pads.erase(Self.word(number), from: name, by: anne)
        // All from the one that first held it on have it in their history.
        if naive.erasedWords.insert(number).inserted {
          for later in number...naive.titles.count {
            naive.erased.insert(later)
            naive.withdraw(later, at: time.now)
          }
        }
      case 16 where !naive.titles.isEmpty && !naive.isPurged:
        if naive.isTrashed {
          try await house.pads.restore(name, by: anne)
        } else {
          try await house.pads.trash(name, by: anne)
        }
        naive.isTrashed.toggle()
      case 17 where naive.isTrashed:
        time.advance(by: PadHouse.trashLifetime)
        _ = await house.pads.purgeTrash()
        for (other, found) in model.pads where found.isTrashed {
          var found = found
          (found.isTrashed, found.isPurged) = (false, true)
          for number in found.published.keys { found.withdraw(number, at: time.now) }
          model.pads[other] = found
        }
        naive = try #require(model.pads[pad])
      case 18: house = try await house.restarted()
      case 19: house = try house.killed()
      default: break
      }
      model.pads[pad] = naive
      #expect(try await house.pads.publications() == model.publications, "step \(step)")
      for (other, found) in model.pads {
        let ofPad = try await house.pads.publications(of: try #require(PadName(other)))
        #expect(ofPad == found.published.values.sorted { $0.number < $1.number })
      }
    }
    for publication in model.publications {
      let isReadable = (try? await house.pads.contents(of: publication, [.text])) != nil
      #expect(isReadable == (publication.withdrawn == nil), "\(publication)")
    }
  }
}
