//! Builds the peers in C and C++.
fn main() {
    network();
    game();
}

/// What the groups `decode` and `poll` compare with.
fn game() {
    let find = |name| pkg_config::probe_library(name).expect("benches/run installs it");
    let (cjson, simdjson) = (find("libcjson"), find("simdjson"));
    find("sdl2");
    let mut c = cc::Build::new();
    c.files(["peers/lines.c", "peers/decode_cjson.c"]);
    c.includes(cjson.include_paths).opt_level(2).warnings(true);
    c.compile("decode_c");
    let mut cpp = cc::Build::new();
    cpp.cpp(true).std("c++17").files([
        "peers/told.cpp",
        "peers/decode_nlohmann.cpp",
        "peers/decode_simdjson.cpp",
        "peers/queue.cpp",
    ]);
    cpp.includes(simdjson.include_paths)
        .opt_level(2)
        .warnings(true);
    cpp.compile("decode_cpp");
}

/// A chat client over libcurl and cJSON.
fn network() {
    let mut build = cc::Build::new();
    build
        .file("peers/net_curl.c")
        .flag("-pthread")
        .warnings(true);
    for name in ["libcurl", "libcjson"] {
        let found = pkg_config::probe_library(name).expect("benches/run installs it");
        build.includes(found.include_paths);
    }
    build.compile("net_curl");
    println!("cargo:rerun-if-changed=peers");
}
