extends SceneTree
## Plays the tavern from the first card to the last, with the stand-in or else its recording:
## godot --headless --path TAVERN --script res://player.gd -- [BASE_URL]

var tavern: Control


func _initialize() -> void:
	Engine.time_scale = 20.0
	tavern = load("res://tavern.tscn").instantiate()
	for base_url in OS.get_cmdline_user_args():
		tavern.source = 1
		tavern.stand_in_url = base_url
	root.add_child.call_deferred(tavern)
	play.call_deferred()


func play() -> void:
	var frames := 0
	while not (tavern.has_ended and tavern.card.visible):
		await process_frame
		frames += 1
		if frames > 20000:
			print("it does not end: ", tavern.notice.text)
			quit(1)
			return
		if tavern.card.visible and not tavern.has_ended:
			tavern.card.close()
		tavern.dialogue.hurry()
		# Enter says the line that is offered.
		if not tavern.player_line._say.disabled:
			tavern.player_line._line.text_submitted.emit("")
	print("won as " if tavern.has_won else "lost as ", tavern.last_words.get_slice(". ", 2))
	quit()
