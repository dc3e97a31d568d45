use super::layout::DataModel;
use super::*;

fn interface(text: &str) -> Interface {
    read::of_items(&syn::parse_file(text).expect("it is Rust").items)
}

#[test]
fn bytes_are_one_member() {
    let it = interface(
        "pub struct rpggo_clip {
             pub data: *const c_void,
             pub size: usize,
             pub len: usize,
         }",
    );
    let members = it.members(it.structure("rpggo_clip"));
    let members: Vec<_> = members.iter().map(|it| (&*it.name, &it.kind)).collect();
    assert_eq!(
        members,
        [("data", &Type::Bytes("size")), ("len", &Type::Size)]
    );
}

#[test]
fn reserved_addresses_take_place_and_are_no_member() {
    let it = interface("pub struct rpggo_part { pub id: i32, pub reserved: [*const c_void; 2] }");
    let part = it.structure("rpggo_part");
    assert_eq!(it.members(part).len(), 1);
    assert_eq!(it.layout(part, DataModel::WIDE).place.size, 24);
    assert_eq!(it.layout(part, DataModel::NARROW).place.size, 12);
}

#[test]
fn a_value_belongs_to_its_type_wherever_it_stands() {
    let it = interface(
        "pub type rpggo_one = i32;
         pub type rpggo_two = i32;
         pub const RPGGO_ONE_A: rpggo_one = 0;
         pub const RPGGO_TWO_A: i32 = 1;",
    );
    assert_eq!(it.enumeration("rpggo_one").values[0].short, "a");
    assert!(it.enumeration("rpggo_one").has_zero());
    assert!(!it.enumeration("rpggo_two").has_zero());
}

#[test]
fn user_data_and_places_for_texts_are_types_of_their_own() {
    let it = interface(
        "pub struct rpggo_a { pub user_data: u64 }
         pub extern \"C\" fn rpggo_b(out: *mut c_char) {}",
    );
    assert_eq!(it.structure("rpggo_a").fields[0].kind, Type::UserData);
    assert_eq!(it.functions[0].parameters[0].1, Type::CharsMut);
    it.has_all("a language", |_| false, &[("rpggo_b", "a reason")]);
}

#[test]
#[should_panic(expected = "RPGGO_SOME is neither a flag")]
fn a_number_without_a_use_is_told() {
    interface("pub const RPGGO_SOME: u32 = 1;");
}

#[test]
#[should_panic(expected = "rpggo_a.b is of the type u16")]
fn a_type_that_is_not_known_is_told() {
    interface("pub struct rpggo_a { pub b: u16 }");
}

#[test]
#[should_panic(expected = "a language: rpggo_a has to be either generated or in BY_HAND")]
fn a_function_that_a_language_has_not_is_told() {
    interface("pub extern \"C\" fn rpggo_a() {}").has_all("a language", |_| false, &[]);
}
