// SPDX-License-Identifier: Apache-2.0

public import Foundation
import Storage

/// What a command asks of the process that has the data folder open.
public enum ControlRequest: Codable, Equatable, Sendable {
  /// The pads after a name, at most so many.
  case list(after: String, limit: Int)
  /// A new pad; without a name a random one is drawn.
  case create(name: String?, title: String?, text: String?)
  /// A pad's text.
  case text(pad: String)
  /// What can still be read of a pad's text.
  case lastGoodText(pad: String)
  /// A text in the place of a pad's, live; the pad comes into being if need be.
  case put(pad: String, text: String)
  /// A pad to the trash, or out of it.
  case trash(pad: String)
  case restore(pad: String)
  /// A secret that makes who shows it the pad's owner.
  case offerOwnership(pad: String)
  /// What was done about who may do what.
  case audit(pad: String)
  /// Who worked on a pad and when, and its versions.
  case timeline(pad: String)
  /// A name for a moment of a pad.
  case nameVersion(pad: String, at: Moment, name: String)
  /// A pad's text as it was, as a new edit.
  case restoreText(pad: String, at: Moment)
  /// The moment of a version.
  case version(pad: String, id: String)
  /// What is different between two moments.
  case difference(pad: String, from: Moment, to: Moment)
  /// Where a passage stands or stood, and that it is taken out of the pad and its history.
  case places(pad: String, passage: String)
  case erasePassage(pad: String, passage: String)
  /// A pad's editions; that it is finished, and that the next one is begun.
  case editions(pad: String)
  case finish(pad: String, note: String?)
  case beginEdition(pad: String, note: String?)
  /// What editions of a pad are found to be; nil for all.
  case checkEditions(pad: String, number: Int?)
  /// One of them with all of its parts.
  case edition(pad: String, number: Int)
  /// An edition, the newest without a number, as part of the knowledge base; and that it is no longer.
  case publish(pad: String, number: Int?)
  case withdraw(pad: String, number: Int)
  /// All that is published, and what was.
  case publications
  /// Of a published edition its manifest and some parts; and its history.
  case published(PublishedEdition, parts: Set<EditionPart>)
  case publishedLog(PublishedEdition)
  /// All of a pad that an export may hold; an image by its name.
  case contents(pad: String, withAuthors: Bool)
  case image(name: String)
  /// An image for a pad, which may not exist yet.
  case keepImage(Data, pad: String)
  /// A new pad with what an imported file says of its text, as JSON.
  case importPad(name: String, text: String, meta: String)
  /// What is kept of a person, and that nothing is any more; by guest, account or e-mail address.
  case identityData(of: String)
  case eraseIdentity(of: String)
  /// The accounts.
  case accounts
  /// A new account.
  case addAccount(name: String, email: String, password: String, isAdministrator: Bool)
  /// A secret by which who is invited makes an account; e-mailed in a language where the server writes
  /// to people, unless that is not wanted.
  case invite(name: String, email: String, isAdministrator: Bool, mailed: MailLanguage?)
  /// A secret by which a member chooses a new password; by e-mail address or ID, and likewise.
  case offerPassword(account: String, mailed: MailLanguage?)
  /// An account that is to be no more; by e-mail address or ID.
  case removeAccount(account: String)
}

/// What it is answered.
public enum ControlAnswer: Codable, Equatable, Sendable {
  /// To `list`.
  case pads([Line])
  /// To `create` and `put`: the pad's name, when everything is on disk.
  case done(pad: String)
  /// To `text`.
  case text(String)
  /// To `lastGoodText`.
  case lastGoodText(String, isDamaged: Bool)
  /// To `offerOwnership`, `invite` and `offerPassword`.
  case secret(String)
  /// To `invite` and `offerPassword`, instead of the secret: who it was e-mailed to.
  case mailed(to: String)
  /// To `accounts`, the oldest first.
  case accounts([AccountLine])
  /// To `addAccount` and `removeAccount`: the account's ID, when everything is on disk.
  case account(id: String)
  /// To `audit`.
  case audit([AuditEntry])
  /// To `timeline`.
  case timeline(PadTimeline)
  /// To `nameVersion`.
  case named(PadVersionMark)
  /// To `restoreText`: the log entry that did it, when it is on disk.
  case restored(sequence: UInt64)
  /// To `version`.
  case moment(Moment)
  /// To `places` and `erasePassage`: how much there is, or was.
  case places(PassagePlaces)
  /// To `difference`.
  case difference(PadDifference)
  /// To `editions`, `finish` and `beginEdition`.
  case editions(PadEditions)
  /// To `checkEditions`.
  case checkedEditions([EditionCheck])
  /// To `publish` and `withdraw`, when it is on disk.
  case publication(PublishedEdition)
  /// To `publications`, by address and number.
  case publications([PublishedEdition])
  /// To `publishedLog`.
  case publishedLog(Data)
  /// To `edition` and `published`, the latter with the parts asked for.
  case edition(PadEdition, manifest: Data, parts: [EditionPart: Data])
  /// To `contents`.
  case contents(PadContents)
  /// To `image`: nothing when there is none of this name.
  case image(Data?)
  /// To `keepImage`: its name; nothing when it is no image of a known kind.
  case kept(image: String?)
  /// To `identityData`.
  case identityData(IdentityData)
  /// Instead of any of them.
  case failure(ControlFailure)

  /// One pad in a list.
  public struct Line: Codable, Equatable, Sendable {
    /// The pad's name.
    public let name: String
    /// The title shown.
    public let title: String
    /// In milliseconds since 1970.
    public let created: Int64
    /// In milliseconds since 1970.
    public let updated: Int64
  }

  /// One account in a list.
  public struct AccountLine: Codable, Equatable, Sendable {
    /// What it is called where it must not change.
    public let id: String
    /// What the person is called.
    public let name: String
    /// By what they sign in.
    public let email: String?
    /// Whether they look after the server.
    public let isAdministrator: Bool
    /// Whether they can sign in with a password.
    public let hasPassword: Bool
    /// The providers who vouch for them.
    public let issuers: [String]
    /// In milliseconds since 1970.
    public let created: Int64
  }
}

/// Why it could not be done.
public enum ControlFailure: String, Codable, Error, Sendable {
  /// No pad can have this name.
  case invalidName
  /// A pad has this name already.
  case exists
  /// No pad has this name.
  case notFound
  /// The title is too long.
  case invalidTitle
  /// The text is longer than a pad may be.
  case textTooLarge
  /// What is stored of the pad is damaged.
  case damaged
  /// There is no such account.
  case noSuchAccount
  /// The e-mail address is another account's.
  case emailTaken
  /// This is no e-mail address.
  case unfitEmail
  /// Nobody can be called this.
  case unfitPersonName
  /// A password has 8 characters to 256 bytes.
  case unfitPassword
  /// The mail server did not take the message.
  case notMailed
  /// The pad's history has no such moment, or two are in the wrong order.
  case noSuchMoment
  /// The pad has no such version.
  case noSuchVersion
  /// A version cannot be called this, or there are too many.
  case unfitVersion
  /// A passage has 2 to 10,000 units, and is not blank.
  case unfitPassage
  /// The passage also stands in the title.
  case passageElsewhere
  /// The pad is an edition, which takes no edit.
  case finished
  /// The pad is no edition: it can be written in.
  case notFinished
  /// A text without a title cannot be finished.
  case untitled
  /// A note is too long, or holds what cannot be seen.
  case unfitNote
  /// The pad has no such edition.
  case noSuchEdition
  /// The edition is not published, or never was.
  case notPublished
  /// The pad is in the trash, or was deleted.
  case inTrash
  /// The disk is full.
  case diskFull
  /// The server is going down, or its answer did not come.
  case closing
  /// Anything else; the server's log says more.
  case failed

  init(_ error: PadError) {
    switch error {
    case .invalidName: self = .invalidName
    case .exists: self = .exists
    case .notFound: self = .notFound
    case .invalidMeta: self = .invalidTitle
    case .textTooLarge, .notEditable: self = .textTooLarge
    case .storage(.damagedPad): self = .damaged
    case .storage(.full): self = .diskFull
    case .closing: self = .closing
    case .changed, .otherHistory, .tooManySessions, .refused, .foreignItems, .violation, .storage,
      .padImagesFull, .imagesFull, .beyondRole, .unplaced, .signedOut, .otherIdentity, .unfitLink,
      .unfitPassphrase, .tooManyLinks,
      .sharingUnreadable, .tooManyGuesses, .passphrasesBusy, .cannotSendAway, .notARestore,
      .searchBusy, .tooManyEditions:
      self = .failed
    case .accessEnded(let end): self = [.trashed, .purged].contains(end) ? .inTrash : .failed
    case .notPublished: self = .notPublished
    case .notFinished: self = .notFinished
    case .untitled: self = .untitled
    case .unfitEditionText: self = .unfitNote
    case .finished: self = .finished
    case .noSuchEdition: self = .noSuchEdition
    case .noSuchMoment, .momentsOutOfOrder: self = .noSuchMoment
    case .noSuchVersion: self = .noSuchVersion
    case .unfitVersionName, .tooManyVersions: self = .unfitVersion
    case .unfitPassage: self = .unfitPassage
    case .passageElsewhere: self = .passageElsewhere
    }
  }

  init(_ error: AccountError) {
    switch error {
    case .notFound: self = .noSuchAccount
    case .emailTaken, .emailOfAnother: self = .emailTaken
    case .unfitEmail: self = .unfitEmail
    case .unfitName: self = .unfitPersonName
    case .unfitPassword: self = .unfitPassword
    case .storage(.full): self = .diskFull
    case .wrongSignIn, .wrongPassword, .passwordNeeded, .signInNeeded, .busy, .secretUnknown,
      .storage:
      self = .failed
    }
  }
}
