//! Writes the files; see the library.

use std::env;
use std::fs;
use std::path::Path;

use rpggo_generate::{editor, files, interface, left_over};

fn main() -> std::io::Result<()> {
    let here = env!("CARGO_MANIFEST_DIR");
    let root = env::args().nth(1);
    let root = root
        .as_deref()
        .map_or_else(|| Path::new(here).join("../.."), Into::into);
    editor::check(&interface::read(&root));
    let files = files(&root);
    for file in &files {
        let path = root.join(&file.path);
        let folder = path.parent().expect("a file is in a folder");
        fs::create_dir_all(folder)?;
        if fs::read_to_string(&path).ok().as_ref() != Some(&file.text) {
            fs::write(&path, &file.text)?;
            println!("{}", file.path.display());
        }
    }
    for path in left_over(&root, &files) {
        fs::remove_file(root.join(&path))?;
        println!("{}: deleted", path.display());
        // Unity's own file about it.
        let mut meta = root.join(&path).into_os_string();
        meta.push(".meta");
        if Path::new(&meta).exists() {
            fs::remove_file(&meta)?;
        }
    }
    Ok(())
}
