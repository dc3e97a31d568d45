extends SceneTree
## Lets the tavern play its recording, and takes a picture of each moment:
## godot --path TAVERN --script res://photographer.gd -- FOLDER

## By the name of the picture: what is to be seen.
var moments := {
	"chapter": func(): return tavern.card.visible and tavern.card.modulate.a == 1.0,
	"words": func(): return shows("mira", 70),
	"group": func(): return shows("akiko", 50),
	"oil": func(): return goals() == 1 and shows("bram", 150),
	"lens": func(): return goals() == 2 and shows("akiko", 130),
	"bridge": func(): return shows("", 60),
	"second-chapter": func(): return tavern.chapter.chapter_id == "lighthouse" and tavern.card.modulate.a == 1.0 and tavern.card.visible,
	"pip": func(): return shows("pip", 60),
	"light": func(): return shows("tide", 100),
	"ending": func(): return tavern.has_ended and tavern.card.visible and tavern.card.modulate.a == 1.0 and tavern.backdrop.modulate == Color.WHITE,
}
var tavern: Control


func _initialize() -> void:
	change_scene_to_file.call_deferred("res://tavern.tscn")
	Engine.time_scale = 4.0
	photograph()


func photograph() -> void:
	await scene_changed_to_tavern()
	tavern.client.replay_speed = 4.0
	for moment: String in moments:
		while not moments[moment].call():
			await process_frame
		await RenderingServer.frame_post_draw
		var path: String = OS.get_cmdline_user_args()[0].path_join(moment + ".png")
		root.get_texture().get_image().save_png(path)
		print("photographed ", moment)
	quit()


func scene_changed_to_tavern() -> void:
	while current_scene == null:
		await process_frame
	tavern = current_scene


## True while somebody has said so many letters of an utterance.
func shows(speaker_id: String, letters: int) -> bool:
	var lines: Array = tavern.dialogue.lines
	if not tavern.dialogue.is_reading or lines[0].speaker_id != speaker_id:
		return false
	return tavern.dialogue.get_node("%Words").visible_characters >= letters


## How many goals are ticked off.
func goals() -> int:
	return tavern.get_node("%Goals")._achieved.size()
