class_name TavernPortrait
extends TextureButton
## An available character: a portrait to click on, and its `RpggoCharacter`.

const AWAY := Color(0.42, 0.44, 0.58)

@onready var character: RpggoCharacter = $Character

var shown_name := ""


func introduce(info: RpggoCharacterInfo, session_id: String) -> void:
	character.character_id = info.character_id
	character.session_id = session_id
	shown_name = info.name
	tooltip_text = info.name
	var path := "res://art/%s.svg" % info.character_id
	if ResourceLoader.exists(path):
		texture_normal = load(path)
	modulate = AWAY


## Steps forward to speak or to listen, or back.
func light(is_lit: bool) -> void:
	var tween := create_tween().set_parallel().set_trans(Tween.TRANS_SINE)
	tween.tween_property(self, "modulate", Color.WHITE if is_lit else AWAY, 0.25)
	tween.tween_property(self, "scale", Vector2.ONE * (1.08 if is_lit else 1.0), 0.25)
