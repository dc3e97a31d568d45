extends "res://suite.gd"
## The game is quit while fifty characters talk and are awaited.


func test_quit_in_the_middle_of_replies() -> void:
	is_left_as_it_is = true
	var client := add_client("stall=900")
	var heard := [0]
	for number in 50:
		var character := add_character(client)
		character.session_id = str(number)
		talk(character, heard)
	while heard[0] < 50:
		await get_tree().process_frame


func talk(character: RpggoCharacter, heard: Array) -> void:
	var request := character.say("hello")
	await request.text_delta
	heard[0] += 1
	await request.finished
