//! Which kinds of events the plugin's components handle.

use std::collections::BTreeSet;

use crate::files::plugin;
use rpggo_testkit::read;

/// The kinds of events that a `switch` of the plugin has no use for, in the order of the file: a game has
/// them from the subsystem's delegates.
const NOT_FOR: [(&str, &[&[&str]]); 2] = [
    (
        "RpggoCharacterComponent.cpp",
        &[&["Started", "Status", "Cost", "Session", "Retrying", "Log"]],
    ),
    (
        "RpggoActions.cpp",
        &[
            &["Started", "Status", "Cost", "Session", "Retrying", "Log"],
            &[
                "Started", "Text", "Image", "Goals", "Chapter", "Ending", "State", "Status",
                "Cost", "Retrying", "Log",
            ],
        ],
    ),
];

#[test]
fn each_kind_of_event_reaches_the_components_or_is_not_for_them() {
    let header = read(plugin("Source/Rpggo/Public/RpggoEnums.h"));
    let kinds = header.split("enum class ERpggoEventKind : uint8").nth(1);
    let kinds = kinds.and_then(|it| it.split("};").next()).expect("kinds");
    let kinds = kinds.lines().filter_map(|it| it.trim().split_once(" = "));
    let kinds: BTreeSet<&str> = kinds.map(|it| it.0).filter(|it| *it != "None").collect();
    assert!(kinds.contains("Message"), "{kinds:?}");
    for (file, switches) in NOT_FOR {
        let text = read(plugin("Source/Rpggo/Private").join(file));
        let found: Vec<&str> = text.split("switch (Event.Kind)").skip(1).collect();
        assert_eq!(found.len(), switches.len(), "{file}");
        for (switch, left_out) in found.iter().zip(switches) {
            let switch = switch.split("default:").next().expect("cases");
            let cases = switch.split("case ERpggoEventKind::").skip(1);
            let cases = cases.filter_map(|it| it.split(':').next());
            let known: BTreeSet<&str> = cases.chain(left_out.iter().copied()).collect();
            assert_eq!(
                kinds, known,
                "{file}: a new kind of event needs a case there, or it is added to NOT_FOR"
            );
        }
    }
}
