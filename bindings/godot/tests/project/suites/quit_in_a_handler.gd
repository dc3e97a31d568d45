extends "res://suite.gd"
## The game is quit by what a character says, and what is asked for then is never answered.


func test_quit_by_a_handler() -> void:
	is_left_as_it_is = true
	var character := add_character(add_client("stall=900"))
	talk(character)
	await character.text_delta
	# Inside of the signal that the node emits now.
	talk(character)


func talk(character: RpggoCharacter) -> void:
	var request := character.say("hello")
	await request.finished
