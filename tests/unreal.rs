//! The Unreal plugin: its sources compiled and run against a stand-in of the engine's types, and how it
//! is laid out. The engine itself is not needed, and nothing here says that it would agree.
#![cfg(target_os = "linux")]

// First: the cases use its macro.
#[allow(dead_code)]
#[macro_use]
mod support;

#[path = "unreal/files.rs"]
mod files;
#[path = "unreal/header_tool.rs"]
mod header_tool;
#[path = "unreal/layout.rs"]
mod layout;
#[path = "unreal/program.rs"]
mod program;
