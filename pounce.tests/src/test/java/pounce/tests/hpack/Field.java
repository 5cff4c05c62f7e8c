package pounce.tests.hpack;

import pounce.engine.hpack.HpackField;

/// A field that is nothing but one.
record Field(String name, String value) implements HpackField {}
