// SPDX-License-Identifier: Apache-2.0
// Before the first paint: a page chosen dark must not flash white.

import { applyTheme, storedTheme } from "./settings/theme.js"

applyTheme(storedTheme())
