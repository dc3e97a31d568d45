extends SceneTree
## Leaves the tavern in the middle of a reply, in all the ways in which a game does:
## godot --headless --path TAVERN --script res://leaver.gd -- BASE_URL


func _initialize() -> void:
	root.child_entered_tree.connect(_on_child_entered_tree)
	leave.call_deferred()


## Every tavern, a reloaded one too, asks the stand-in that does not end its answer.
func _on_child_entered_tree(node: Node) -> void:
	if "stand_in_url" in node:
		node.source = 1
		node.stand_in_url = OS.get_cmdline_user_args()[0]


func leave() -> void:
	await open()
	current_scene.free()
	print("left: freed")
	await open()
	reload_current_scene()
	await scene_is_there()
	print("left: reloaded")
	await open()
	change_scene_to_packed(load("res://portrait.tscn"))
	await scene_is_there()
	print("left: changed")
	await open()
	print("left: quit")
	quit()


## Opens the tavern, up to where somebody is asked and answers.
func open() -> void:
	var tavern: Control = load("res://tavern.tscn").instantiate()
	if current_scene:
		current_scene.queue_free()
	root.add_child(tavern)
	current_scene = tavern
	var is_answering := [false]
	tavern.client.started.connect(func(_request, _status): is_answering[0] = true)
	while not is_answering[0]:
		await process_frame


func scene_is_there() -> void:
	await process_frame
	await process_frame
	while current_scene == null:
		await process_frame
