class_name DialogueBox
extends PanelContainer
## Shows messages one after the other, letter by letter.

## A message starts to appear.
signal began(speaker_id: String)
## All messages have been shown long enough to be read.
signal all_read

@export var letters_per_second := 45.0

class Line:
	var speaker_id: String
	var speaker: String
	var text: String
	var is_whole := false

## The first is on the screen.
var lines: Array[Line] = []
var is_reading := false

var _letters := 0.0
var _rested := 0.0
var _direction := RegEx.create_from_string("\\*([^*]+)\\*")

@onready var _speaker: Label = %Speaker
@onready var _words: RichTextLabel = %Words


## A piece of a message, streamed as it is generated.
func write(speaker_id: String, speaker: String, delta: String) -> void:
	_line_of(speaker_id, speaker).text += delta
	_show_text()


## One complete message, after its pieces if there were any.
func say(speaker_id: String, speaker: String, text: String) -> void:
	var line := _line_of(speaker_id, speaker)
	line.text = text
	line.is_whole = true
	_show_text()


## No more pieces arrive for an incomplete message.
func close() -> void:
	for line in lines:
		line.is_whole = true


## Shows all letters at once; if they are shown, moves to the next message.
func hurry() -> void:
	if not is_reading:
		return
	if _letters < _words.get_total_character_count():
		_letters = _words.get_total_character_count()
	else:
		_rested = INF


func _line_of(speaker_id: String, speaker: String) -> Line:
	if is_reading and not lines[-1].is_whole and lines[-1].speaker_id == speaker_id:
		return lines[-1]
	close()
	var line := Line.new()
	line.speaker_id = speaker_id
	line.speaker = speaker
	lines.append(line)
	if not is_reading:
		is_reading = true
		lines = [line]
		_begin()
	return line


func _begin() -> void:
	_letters = 0.0
	_rested = 0.0
	_words.visible_characters = 0
	_speaker.text = lines[0].speaker
	_show_text()
	began.emit(lines[0].speaker_id)


func _show_text() -> void:
	# A service's text is not markup, except for *stage directions*.
	var text := lines[0].text.replace("[", "[lb]")
	_words.text = _direction.sub(text, "[i]$1[/i]", true)


func _process(delta: float) -> void:
	if not is_reading:
		return
	var count := _words.get_total_character_count()
	_letters = minf(_letters + delta * letters_per_second, count)
	_words.visible_characters = int(_letters)
	if _letters < count or not lines[0].is_whole:
		return
	_rested += delta
	if _rested < 0.6 + count * 0.02:
		return
	if lines.size() > 1:
		lines.pop_front()
		_begin()
	else:
		is_reading = false
		all_read.emit()


func _gui_input(event: InputEvent) -> void:
	if event is InputEventMouseButton and event.is_pressed():
		hurry()
