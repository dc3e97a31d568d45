extends Node
## A scene that is left while its characters talk.

var is_heard := false


func _ready() -> void:
	$Client.base_url = OS.get_cmdline_user_args()[1] + "/fault/stall=900/v1"
	for character in [$Client/Mira, $Bram]:
		talk(character)


func talk(character: RpggoCharacter) -> void:
	var request := character.say("hello")
	request.text_delta.connect(func(_delta): is_heard = true)
	await request.finished
	# Not reached: this node has gone.
	print("wrong: a scene that has gone goes on in ", get_tree().current_scene)
