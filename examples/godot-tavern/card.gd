class_name TavernCard
extends ColorRect
## An overlay card: the start of a chapter, or the end.

signal closed

## Closes automatically after a while, for autoplay.
var turns_by_itself := false

var _seconds_left := 0.0

@onready var _title: Label = %CardTitle
@onready var _text: Label = %CardText
@onready var _button: Button = %CardButton


func _ready() -> void:
	hide()
	_button.pressed.connect(close)


## Shows a card; `closed` is emitted when it was read.
func open(title: String, text: String, button: String) -> void:
	_title.text = title
	_text.text = text
	_button.text = button
	_seconds_left = 2.5 + text.length() * 0.02
	show()
	_button.grab_focus()
	modulate.a = 0.0
	create_tween().tween_property(self, "modulate:a", 1.0, 0.35)


func close() -> void:
	if not visible:
		return
	hide()
	closed.emit()


func _process(delta: float) -> void:
	_seconds_left -= delta
	if visible and turns_by_itself and _seconds_left <= 0.0:
		close()
