//! In the editor: warns when a key would be exported with the game.

use godot::classes::{
    EditorExportPlugin, EditorPlugin, IEditorExportPlugin, IEditorPlugin, PackedScene,
};
use godot::global::push_warning;
use godot::prelude::*;

/// Brings the check into the editor.
#[derive(GodotClass)]
#[class(tool, init, internal, base = EditorPlugin)]
struct RpggoEditor {
    check: Option<Gd<RpggoExportCheck>>,
    base: Base<EditorPlugin>,
}

#[godot_api]
impl IEditorPlugin for RpggoEditor {
    fn enter_tree(&mut self) {
        let check = RpggoExportCheck::new_gd();
        self.base_mut().add_export_plugin(&check);
        self.check = Some(check);
    }

    fn exit_tree(&mut self) {
        if let Some(check) = self.check.take() {
            self.base_mut().remove_export_plugin(&check);
        }
    }
}

/// Looks at every scene that is exported.
#[derive(GodotClass)]
#[class(tool, init, internal, base = EditorExportPlugin)]
struct RpggoExportCheck {
    base: Base<EditorExportPlugin>,
}

#[godot_api]
impl IEditorExportPlugin for RpggoExportCheck {
    fn get_name(&self) -> GString {
        GString::from("rpggo")
    }

    // Nothing is changed: these are never called, and have to be there.
    fn customize_resource(
        &mut self,
        _resource: Gd<Resource>,
        _path: GString,
    ) -> Option<Gd<Resource>> {
        None
    }

    fn customize_scene(&mut self, _scene: Gd<Node>, _path: GString) -> Option<Gd<Node>> {
        None
    }

    fn get_customization_configuration_hash(&self) -> u64 {
        0
    }

    fn export_file(&mut self, path: GString, kind: GString, _features: PackedStringArray) {
        if kind != "PackedScene" {
            return;
        }
        let Ok(scene) = try_load::<PackedScene>(&path) else {
            return;
        };
        if has_key(&scene) {
            push_warning(&[format!(
                "{path} has an API key in an RpggoClient, and everybody who has the game can \
                 read it: leave api_key empty"
            )
            .to_variant()]);
        }
    }
}

/// True if a client in a scene has a key of its own.
fn has_key(scene: &Gd<PackedScene>) -> bool {
    let Some(state) = scene.get_state() else {
        return false;
    };
    (0..state.get_node_count()).any(|node| {
        // A node of an inherited scene has no type here.
        let kind = state.get_node_type(node);
        let is_client = kind.is_empty() || kind == "RpggoClient";
        is_client
            && (0..state.get_node_property_count(node)).any(|at| {
                state.get_node_property_name(node, at) == "api_key"
                    && !state
                        .get_node_property_value(node, at)
                        .stringify()
                        .is_empty()
            })
    })
}
