extends Node
## What the suites share. A test is a method whose name begins with `test_`.

var base_url: String
var failures := 0
## Quit with all that a test has made still there.
var is_left_as_it_is := false


func _ready() -> void:
	for method: Dictionary in get_method_list():
		var test: String = method["name"]
		if not test.begins_with("test_"):
			continue
		var before := failures
		await call(test)
		for child in [] if is_left_as_it_is else get_children():
			child.free()
		print("passed " if failures == before else "FAILED ", test)
	print("done")
	get_tree().quit(1 if failures > 0 else 0)


func check(is_so: bool, what: String) -> void:
	if not is_so:
		failures += 1
		print("wrong: ", what)


func equal(actual: Variant, expected: Variant, what: String) -> void:
	var said: Variant = actual.detail if actual is RpggoError else actual
	check(actual == expected, "%s is %s and not %s" % [what, said, expected])


## A client below this node, for the service that needs no session.
func add_client(fault := "", service := RpggoClient.SERVICE_OPENAI) -> RpggoClient:
	var client := RpggoClient.new()
	set_up(client, fault, service)
	add_child(client)
	return client


func set_up(client: RpggoClient, fault := "", service := RpggoClient.SERVICE_OPENAI) -> void:
	client.service = service
	client.base_url = base_url + ("/fault/" + fault if fault else "")
	if service == RpggoClient.SERVICE_OPENAI:
		client.base_url += "/v1"
	if service == RpggoClient.SERVICE_RPGGO or service == RpggoClient.SERVICE_AURORA:
		client.api_key = "any"
	client.game_id = "last-lantern"


func add_character(parent: Node, character_id := "mira") -> RpggoCharacter:
	var character := RpggoCharacter.new()
	character.character_id = character_id
	parent.add_child(character)
	return character


## Writes down every signal of a node as [name, arguments…].
func listen(to: Object, heard: Array) -> void:
	for of: Dictionary in ClassDB.class_get_signal_list(to.get_class(), true):
		var named: String = of["name"]
		match (of["args"] as Array).size():
			0: to.connect(named, func(): heard.append([named]))
			1: to.connect(named, func(a): heard.append([named, a]))
			2: to.connect(named, func(a, b): heard.append([named, a, b]))
			3: to.connect(named, func(a, b, c): heard.append([named, a, b, c]))
			4: to.connect(named, func(a, b, c, d): heard.append([named, a, b, c, d]))


func names(heard: Array) -> Array:
	return heard.map(func(it): return it[0])


func of_name(heard: Array, named: String) -> Array:
	return heard.filter(func(it): return it[0] == named)
