# SPDX-License-Identifier: Apache-2.0
"""What the provider and those who sign in by it must both know."""

CLIENT, SECRET, PASSWORD = "encrier", "secret & ça", "une phrase longue"
