//! How the plugin is laid out, described and packed.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::files::{headers, plugin, public_headers, sources, target};
use crate::header_tool::{Header, complaints};
use rpggo_testkit::{clean, has_mono, read, release, root, shared_library, succeed};

const LIBRARY: &str = "Source/ThirdParty/RpggoLibrary";

fn try_to_pack(out: &Path, options: &[&str]) -> Output {
    let mut pack = Command::new(root("bindings/unreal/pack"));
    let output = pack.arg("--out").arg(out).args(options).output();
    output.expect("there is Python")
}

pub fn pack(out: &Path, options: &[&str]) {
    let output = try_to_pack(out, options);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

#[test]
fn the_headers_are_as_the_header_tool_wants_them() {
    let found = complaints(&public_headers());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Something wrong, one for each rule, and what is said of it.
const FAULTS: [(&str, &str, &str, &str); 25] = [
    (
        "RpggoActions.h",
        "\tFRpggoImage Image;",
        "\tuint64 Image;",
        "uint64 is no type for a UPROPERTY",
    ),
    (
        "RpggoOptions.h",
        "TMap<FString, FString>",
        "TMap<FString, TArray<FString>>",
        "is no type",
    ),
    (
        "RpggoSettings.h",
        "bool bStartsSessions",
        "bool StartsSessions",
        "begin with b",
    ),
    (
        "RpggoActions.h",
        "struct FRpggoReply\n{\n\tGENERATED_BODY()\n",
        "struct FRpggoReply\n{\n",
        "GENERATED_BODY()",
    ),
    (
        "RpggoActions.h",
        "USTRUCT(BlueprintType)\nstruct FRpggoReply",
        "USTRUCT()\nstruct FRpggoReply",
        "not a BlueprintType",
    ),
    (
        "RpggoActions.h",
        "struct FRpggoReply",
        "struct RpggoReply",
        "has to begin with F",
    ),
    (
        "RpggoActions.h",
        "struct FRpggoReply",
        "struct FRpggoSettings",
        "to the engine what another is",
    ),
    (
        "RpggoActions.h",
        "\t/** The last image. */\n",
        "",
        "no comment before it",
    ),
    (
        "RpggoActions.h",
        "BlueprintReadOnly, Category = \"Rpggo\")\n\tFRpggoImage",
        "BlueprintReadOnly)\n\tFRpggoImage",
        "no Category",
    ),
    (
        "RpggoActions.h",
        "#include \"RpggoActions.generated.h\"",
        "#include \"RpggoActions.generated.h\"\n#include \"Misc/Guid.h\"",
        "the last include",
    ),
    (
        "RpggoEvent.h",
        "#include \"RpggoTypes.h\"",
        "#include \"RpggoEvent.generated.h\"",
        "of nothing",
    ),
    (
        "RpggoEnums.h",
        "enum class ERpggoRole : uint8",
        "enum class ERpggoRole : int32",
        "uint8",
    ),
    (
        "RpggoEnums.h",
        "\tNone = 0 UMETA",
        "\tNone = 200 UMETA",
        "a value 0",
    ),
    (
        "RpggoActions.h",
        "const FString&, Text, const FRpggoReply&, Reply)",
        "const FString&, Text, const FRpggoReply&)",
        "says 2 parameters",
    ),
    (
        "RpggoActions.h",
        "Pin, const FString&, Text, const FRpggoReply",
        "Pin, uint64, Text, const FRpggoReply",
        "uint64 is no type",
    ),
    (
        "RpggoActions.h",
        "Pin, const FString&, Text, const FRpggoReply",
        "Pin, FString&, Text, const FRpggoReply",
        "would be an output",
    ),
    (
        "RpggoActions.h",
        "\tFRpggoChatPin OnImage;",
        "\tFRpggoImage OnImage;",
        "do not go together",
    ),
    (
        "RpggoSubsystem.h",
        "class RPGGO_API URpggoSubsystem",
        "class URpggoSubsystem",
        "RPGGO_API",
    ),
    (
        "RpggoSubsystem.h",
        "FString GetProblem() const",
        "FString GetProblem()",
        "pure, and not const",
    ),
    (
        "RpggoSubsystem.h",
        "void CancelAll(",
        "void CancelRequest(",
        "CancelRequest is there twice",
    ),
    (
        "RpggoSubsystem.h",
        "void CancelRequest(int64 RequestId)",
        "void CancelRequest(uint64 RequestId)",
        "uint64 RequestId is no type",
    ),
    (
        "RpggoActions.h",
        "WorldContext = \"WorldContextObject\", AdvancedDisplay = \"CharacterId\"",
        "AdvancedDisplay = \"CharacterId\"",
        "WorldContext does not name",
    ),
    (
        "RpggoActions.h",
        "AdvancedDisplay = \"SessionId,bImages\"",
        "AdvancedDisplay = \"Session,bImages\"",
        "names Session,",
    ),
    (
        "RpggoActions.h",
        "\tTWeakObjectPtr<URpggoSubsystem> Subsystem;",
        "\tURpggoSubsystem* Subsystem;",
        "may be collected",
    ),
    (
        "RpggoSettings.h",
        "UCLASS(Config = Game, DefaultConfig, ",
        "UCLASS(",
        "Config in a class without one",
    ),
];

#[test]
fn the_check_of_the_headers_sees_what_is_wrong() {
    for (file, right, wrong, said) in FAULTS {
        let mut all = public_headers();
        let header: &mut Header = all
            .iter_mut()
            .find(|it| it.name == file)
            .expect("it is there");
        assert!(header.text.contains(right), "{file} has no {right:?}");
        header.text = header.text.replacen(right, wrong, 1);
        let found = complaints(&all).join("\n");
        assert!(
            found.contains(said),
            "{wrong:?} in {file}: {said:?} is not in {found:?}"
        );
        assert!(found.contains(file), "{found}");
    }
}

#[test]
fn sources_are_short_and_headers_are_included_in_the_engines_order() {
    for path in sources().iter().chain(&headers()) {
        let text = read(path);
        let name = path
            .file_name()
            .expect("it has a name")
            .display()
            .to_string();
        let is_generated = text.starts_with("// Made from");
        assert!(is_generated || text.lines().count() < 400, "{name} is long");
        assert!(
            !text.contains("    "),
            "{name} is indented with spaces, the engine's are with tabs"
        );
        let Some(own) = name.strip_suffix(".cpp") else {
            continue;
        };
        let first = text.lines().find(|it| it.starts_with("#include"));
        assert_eq!(
            first,
            Some(format!("#include \"{own}.h\"").as_str()),
            "{name}"
        );
    }
}

#[test]
fn the_descriptor_names_what_is_there() {
    let text = read(plugin("Rpggo.uplugin"));
    let descriptor: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(descriptor["FileVersion"], 3);
    assert_eq!(descriptor["VersionName"], env!("CARGO_PKG_VERSION"));
    for module in descriptor["Modules"].as_array().expect("a list") {
        let name = module["Name"].as_str().expect("a name");
        assert!(plugin(&format!("Source/{name}/{name}.Build.cs")).is_file());
        assert_eq!(module["Type"], "Runtime");
        assert_eq!(module["LoadingPhase"], "Default");
        let platforms = module["PlatformAllowList"].as_array().expect("a list");
        let rules = read(plugin(&format!("{LIBRARY}/RpggoLibrary.Build.cs")));
        for platform in platforms {
            let platform = platform.as_str().expect("a name");
            assert!(
                rules.contains(&format!("UnrealTargetPlatform.{platform}")),
                "{platform}"
            );
        }
    }
}

/// What the rules say, with the library's files as they are packed.
fn rules(folder: &Path) -> String {
    let program = target("rules.exe");
    let mut compiler = Command::new("mcs");
    compiler
        .args(["-warnaserror", "-nologo"])
        .arg(format!("-out:{}", program.display()));
    for file in ["UnrealBuildTool.cs", "Program.cs"] {
        compiler.arg(root("tests/unreal/build").join(file));
    }
    compiler.arg(plugin("Source/Rpggo/Rpggo.Build.cs"));
    compiler.arg(plugin(&format!("{LIBRARY}/RpggoLibrary.Build.cs")));
    succeed(&mut compiler);
    succeed(Command::new("mono").arg(program).arg(folder))
}

#[test]
fn the_rules_of_the_build_link_and_ship_the_library_of_each_platform() {
    if !has_mono() {
        return;
    }
    let folder = clean("unreal/rules");
    let nothing = rules(&folder);
    for platform in ["Win64", "Mac", "Linux", "LinuxArm64", "IOS", "Android"] {
        let missing = format!(
            "{platform} throws Rpggo: the native library for {platform} is missing: {}",
            folder.display()
        );
        assert!(nothing.contains(&missing), "{nothing}");
        assert!(
            nothing.contains(&format!("{platform} has project files\n")),
            "{nothing}"
        );
    }
    for file in [
        "Win64/rpggo.dll",
        "Win64/rpggo.dll.lib",
        "Mac/librpggo.dylib",
        "Linux/librpggo.so",
        "LinuxArm64/librpggo.so",
        "IOS/librpggo.a",
        "Android/arm64-v8a/librpggo.a",
    ] {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().expect("a folder"))
            .expect("the target folder is writable");
        fs::write(path, "").expect("it can be written");
    }
    let said = rules(&folder);
    let said: Vec<&str> = said
        .lines()
        .filter(|it| !it.ends_with("has project files"))
        .collect();
    let wanted = [
        "module public Core",
        "module public CoreUObject",
        "module public DeveloperSettings",
        "module public Engine",
        "module private Projects",
        "module private RpggoLibrary",
        "Win64 includes ./include",
        "Win64 links ./Win64/rpggo.dll.lib",
        "Win64 loads rpggo.dll",
        "Win64 ships ./Win64/rpggo.dll",
        "Mac includes ./include",
        "Mac loads ./Mac/librpggo.dylib",
        "Mac ships ./Mac/librpggo.dylib",
        "Linux includes ./include",
        "Linux links ./Linux/librpggo.so",
        "Linux loads ./Linux/librpggo.so",
        "Linux ships ./Linux/librpggo.so",
        "LinuxArm64 includes ./include",
        "LinuxArm64 links ./LinuxArm64/librpggo.so",
        "LinuxArm64 loads ./LinuxArm64/librpggo.so",
        "LinuxArm64 ships ./LinuxArm64/librpggo.so",
        "IOS includes ./include",
        "IOS links ./IOS/librpggo.a",
        "IOS frameworks CoreFoundation",
        "IOS frameworks Security",
        "IOS frameworks SystemConfiguration",
        "Android includes ./include",
        "Android links ./Android/arm64-v8a/librpggo.a",
    ];
    assert_eq!(said, wanted);
}

#[test]
fn the_plugin_is_packed_whole_and_the_same_every_time() {
    let library = shared_library().display().to_string();
    let (one, two) = (target("pack-one"), target("pack-two"));
    for out in [&one, &two] {
        let _ = fs::remove_dir_all(out);
        pack(out, &["--linux", &library]);
    }
    let name = format!("Rpggo-{}.zip", env!("CARGO_PKG_VERSION"));
    let zip = |out: &Path| fs::read(out.join(&name)).expect("it is there");
    assert!(zip(&one) == zip(&two), "the same input gives other bytes");
    let there = |path: &str| {
        fs::read(one.join("Rpggo").join(path)).unwrap_or_else(|_| panic!("{path} is not packed"))
    };
    let is_same = |path: &str, source: &Path| {
        assert!(
            there(path) == fs::read(source).expect("it is there"),
            "{path}"
        )
    };
    is_same("Rpggo.uplugin", &plugin("Rpggo.uplugin"));
    is_same("LICENSE-MIT", &root("LICENSE-MIT"));
    is_same(
        &format!("{LIBRARY}/include/rpggo.h"),
        &root("include/rpggo.h"),
    );
    is_same(
        &format!("{LIBRARY}/include/rpggo.hpp"),
        &root("bindings/cpp/rpggo.hpp"),
    );
    is_same(&format!("{LIBRARY}/Linux/librpggo.so"), &shared_library());
    for path in sources().iter().chain(&headers()) {
        let name = path
            .strip_prefix(plugin(""))
            .expect("it is below")
            .display()
            .to_string();
        is_same(&name, path);
    }
}

#[test]
fn a_library_of_another_platform_is_not_packed() {
    let library = shared_library().display().to_string();
    let archive = release().join("librpggo.a").display().to_string();
    for (options, wanted) in [
        (
            vec!["--win64", &library, "--win64-import", &archive],
            "is Linux x86-64, where Windows x86-64 is wanted",
        ),
        (
            vec!["--linux", &archive],
            "is an archive, where Linux x86-64 is wanted",
        ),
        (
            vec!["--linux-arm64", &library],
            "where Linux 64-bit Arm is wanted",
        ),
        (vec!["--win64-import", &archive], "Windows needs both"),
    ] {
        let output = try_to_pack(&target("pack-wrong"), &options);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(wanted), "{said}");
    }
}
