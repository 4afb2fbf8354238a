// SPDX-License-Identifier: Apache-2.0

export const home = {
  homeDocumentTitle: "Encrier — write together",
  newPadTitle: "Title",
  optional: "optional",
  newPadPlaceholder: "Autumn meeting, chapter 3…",
  newPadButton: "Start a pad",
  newPadFailed: "The pad could not be created. Check your connection, then try again.",
  newPadRefused: "The server refused to create the pad: {reason}",
  explanation1: "A pad is a page that people write together, at the same time, each on their own screen.",
  explanation2: "Send its address: whoever opens it gives a name and writes, without account or installation.",
  explanation3: "Every keystroke is kept at once, and what is written offline joins the rest later.",
  recentPads: "Your recent pads",
  recentPadsHint: "This list stays in this browser.",
  recentPadsEmpty: "The pads you open will be listed here.",
  forgetPad: "Remove “{title}” from the list",
  licences: "Licences",
  freeSoftware: "Free software",
}
