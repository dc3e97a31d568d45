//! The decoder of event streams: the rules, the standard's and the web platform's cases, and decoders
//! that others wrote.

mod conformance;
mod peers;
mod rules;
