class_name PlayerLine
extends HBoxContainer
## The player's input: a text field, and a prepared line that Enter sends.

signal said(text: String)
## The player has started to type.
signal touched

var _prepared := ""
var _typing: Tween

@onready var _to: Label = %To
@onready var _line: LineEdit = %Line
@onready var _say: Button = %Say


func _ready() -> void:
	_say.pressed.connect(_on_said)
	_line.text_submitted.connect(func(_text: String) -> void: _on_said())
	_line.text_changed.connect(func(_text: String) -> void: touched.emit())
	rest()


func listen(to: String, prepared: String) -> void:
	_to.text = "To %s" % to
	_prepared = prepared
	_line.placeholder_text = prepared if prepared else "Say something…"
	_set_open(true)
	_line.grab_focus()


func rest() -> void:
	stop_typing()
	# Not `clear`, which emits a change as if the player had made it.
	_line.text = ""
	_line.placeholder_text = ""
	_set_open(false)


## Types the prepared line letter by letter, and sends it.
func type() -> void:
	_typing = create_tween()
	_typing.tween_method(_show_typed, 0, _prepared.length(), _prepared.length() * 0.035)
	_typing.tween_interval(0.4)
	_typing.tween_callback(_on_said)


func stop_typing() -> void:
	if _typing:
		_typing.kill()


func _show_typed(count: int) -> void:
	_line.text = _prepared.left(count)
	_line.caret_column = count


func _set_open(is_open: bool) -> void:
	_line.editable = is_open
	_say.disabled = not is_open


func _on_said() -> void:
	var text := _line.text.strip_edges()
	if text.is_empty():
		text = _prepared
	if _say.disabled or text.is_empty():
		return
	rest()
	said.emit(text)
