extends Control
## A small game whose characters talk. It starts with a recorded conversation, and plays it
## automatically until the player types something.

enum Source {
	## The recording: no key, no network.
	RECORDING,
	## The stand-in of the service on this machine: `cargo run -p rpggo-standin`.
	STAND_IN,
	## The service and the game set in the client's properties.
	SERVICE,
}

const RECORDING := "res://last-lantern.jsonl"
const PORTRAIT := preload("res://portrait.tscn")
const BACKDROPS := {
	"harbour": preload("res://art/harbour.svg"),
	"lighthouse": preload("res://art/lantern_room.svg"),
}

## What provides the replies.
@export var source := Source.RECORDING
## URL of the stand-in. The stand-in prints it.
@export var stand_in_url := "http://127.0.0.1:8787"
## Send the recorded lines automatically.
@export var plays_by_itself := true

var session_id := "tavern-%08x%08x" % [randi(), randi()]
var session: RpggoSession
var chapter: RpggoChapter
## Events received while characters spoke, shown when they have finished.
var next_chapter := ""
var bridge := ""
var has_ended := false
var has_won := false
var last_words := ""

var prepared: Array[Dictionary] = []
var portraits := {}
var chosen: TavernPortrait
var values := {}

@onready var client: RpggoClient = $Client
@onready var dialogue: DialogueBox = %Dialogue
@onready var player_line: PlayerLine = %PlayerLine
@onready var card: TavernCard = %Card
@onready var backdrop: TextureRect = %Backdrop
@onready var notice: Label = %Notice


func _ready() -> void:
	if source != Source.SERVICE:
		client.game_id = "last-lantern"
		prepared = RecordedTalk.read(RECORDING)
	match source:
		Source.RECORDING:
			client.replay_path = RECORDING
		Source.STAND_IN:
			client.base_url = stand_in_url
			# It accepts any key; this is not a real one.
			client.api_key = "any"
			plays_by_itself = false
		Source.SERVICE:
			plays_by_itself = false
	client.session_changed.connect(_on_session_changed)
	client.text_delta.connect(_on_text_delta)
	client.message.connect(_on_message)
	client.image.connect(_on_image)
	client.goals_changed.connect(func(_request, goals, _current): %Goals.show_goals(goals))
	client.status_changed.connect(_on_status_changed)
	client.chapter_changed.connect(_on_chapter_changed)
	client.ended.connect(_on_ended)
	dialogue.began.connect(_on_began)
	player_line.touched.connect(_on_touched)
	card.turns_by_itself = plays_by_itself
	play()


## The whole game, from the first card to the last.
func play() -> void:
	if not await is_well(client.session_start(session_id)):
		return
	await enter_chapter()
	while not has_ended:
		invite()
		var text: String = await player_line.said
		if is_prepared():
			prepared.pop_front()
		await is_well(chosen.character.say(text))
		dialogue.close()
		if dialogue.is_reading:
			await dialogue.all_read
		if next_chapter:
			await change_chapter()
	for shown: Control in [%Portraits, %Goals, dialogue, player_line]:
		shown.hide()
	if has_won and source != Source.SERVICE:
		show_backdrop(preload("res://art/beam.svg"))
	card.turns_by_itself = false
	card.open("You won!" if has_won else "You lost.", plain(last_words), "Play again")
	await card.closed
	get_tree().reload_current_scene()


## Waits until a request has finished, and shows why it failed.
func is_well(request: RpggoRequest) -> bool:
	notice.text = ""
	await request.finished
	if request.error == null:
		return true
	notice.text = request.error.detail
	return false


func change_chapter() -> void:
	dialogue.say("", "", bridge)
	await dialogue.all_read
	if await is_well(client.chapter_change(session_id, next_chapter)):
		next_chapter = ""
		await enter_chapter()


func enter_chapter() -> void:
	%GameName.text = session.name
	%ChapterName.text = chapter.name
	var parts := [] if portraits else [session.intro, session.background]
	parts += [chapter.intro, chapter.background]
	var text := "\n\n".join(parts.filter(func(part): return not part.is_empty()))
	%Goals.hide()
	show_backdrop(BACKDROPS.get(chapter.chapter_id), chapter.image)
	card.open(chapter.name, plain(text), "Go on")
	await card.closed
	meet(chapter.characters)


## Shows the characters of the chapter, and removes the others.
func meet(characters: Array[RpggoCharacterInfo]) -> void:
	for portrait: TavernPortrait in portraits.values():
		portrait.queue_free()
	portraits.clear()
	for info in characters:
		var portrait: TavernPortrait = PORTRAIT.instantiate()
		%Portraits.add_child(portrait)
		portrait.introduce(info, session_id)
		portrait.pressed.connect(choose.bind(portrait))
		portraits[info.character_id] = portrait
	# Players prefer to talk to characters: the one that leads the game is not the first.
	var people := characters.filter(func(info): return info.type != "dm")
	choose(portraits[(people if people else characters)[0].character_id])


func choose(portrait: TavernPortrait) -> void:
	chosen = portrait
	light(portrait)
	if not dialogue.is_reading and not chosen.character.is_talking:
		listen()


## It is the player's turn.
func invite() -> void:
	if prepared and portraits.has(prepared[0]["character_id"]):
		chosen = portraits[prepared[0]["character_id"]]
	light(chosen)
	listen()
	if plays_by_itself:
		player_line.type()


func listen() -> void:
	player_line.listen(chosen.shown_name, prepared[0]["message"] if is_prepared() else "")


## Whether the next recorded line is for the selected character.
func is_prepared() -> bool:
	return prepared and prepared[0]["character_id"] == chosen.character.character_id


func light(speaker: TavernPortrait) -> void:
	for portrait: TavernPortrait in portraits.values():
		portrait.light(portrait == speaker)


func name_of(character_id: String) -> String:
	return portraits[character_id].shown_name if portraits.has(character_id) else character_id


func show_backdrop(picture: Texture2D, url := "") -> void:
	if picture == null and source == Source.SERVICE:
		picture = await $Picture.fetch(url)
	if picture:
		backdrop.texture = picture
		backdrop.modulate = Color.BLACK
		backdrop.create_tween().tween_property(backdrop, "modulate", Color.WHITE, 0.8)


## Cards have no italics.
func plain(text: String) -> String:
	return text.replace("*", "")


func _on_session_changed(_request: RpggoRequest, told: RpggoSession) -> void:
	session = told
	chapter = told.chapters[0]


func _on_text_delta(_request: RpggoRequest, character_id: String, delta: String) -> void:
	dialogue.write(character_id, name_of(character_id), delta)


func _on_message(_request: RpggoRequest, message: RpggoMessage) -> void:
	dialogue.say(message.character_id, name_of(message.character_id), message.text)


func _on_image(_request: RpggoRequest, image: RpggoImage) -> void:
	if image.caption:
		dialogue.say("", "", "*%s*" % plain(image.caption))
	show_backdrop(null, image.url)


func _on_status_changed(_request: RpggoRequest, changed: Dictionary) -> void:
	values.merge(changed, true)
	var shown := values.keys().map(func(key): return "%s: %s" % [key, values[key]])
	%Values.text = "   ·   ".join(shown)


func _on_chapter_changed(_request: RpggoRequest, chapter_id: String, text: String) -> void:
	next_chapter = chapter_id
	bridge = text


func _on_ended(_request: RpggoRequest, won: bool, text: String) -> void:
	has_ended = true
	has_won = won
	last_words = text


func _on_began(speaker_id: String) -> void:
	light(portraits.get(speaker_id))


func _on_touched() -> void:
	plays_by_itself = false
	card.turns_by_itself = false
	player_line.stop_typing()
