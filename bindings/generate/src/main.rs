//! Writes the files; see the library.

use std::env;
use std::fs;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let here = env!("CARGO_MANIFEST_DIR");
    let root = env::args().nth(1);
    let root = root
        .as_deref()
        .map_or_else(|| Path::new(here).join("../.."), Into::into);
    for file in rpggo_generate::files(&root) {
        let path = root.join(&file.path);
        let folder = path.parent().expect("a file is in a folder");
        fs::create_dir_all(folder)?;
        if fs::read_to_string(&path).ok().as_ref() != Some(&file.text) {
            fs::write(&path, &file.text)?;
            println!("{}", file.path.display());
        }
    }
    Ok(())
}
