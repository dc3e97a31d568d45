//! The Unreal plugin: its sources compiled and run against a stand-in of the engine's types, and how it
//! is laid out. The engine itself is not needed, and nothing here says that it would agree.
#![cfg(target_os = "linux")]

mod declarations;
mod files;
mod header_tool;
mod layout;
mod program;
