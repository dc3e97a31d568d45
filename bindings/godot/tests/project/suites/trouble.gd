extends "res://suite.gd"
## Errors, refused calls, cancelling, and nodes that go away in the middle.


func test_errors_have_a_status_and_a_sentence() -> void:
	for expected in [
		["status=401", RpggoError.UNAUTHORIZED, 401],
		["status=400", RpggoError.BAD_REQUEST, 400],
		["status=429,retry-after=7", RpggoError.RATE_LIMITED, 429],
		["status=500", RpggoError.SERVICE_ERROR, 500],
		["cut=120", RpggoError.NETWORK, 200],
		["reset-before", RpggoError.NETWORK, 0],
		["garbage", RpggoError.PROTOCOL, 0],
	]:
		var client := add_client(expected[0])
		client.max_retries = -1
		var character := add_character(client)
		var all := []
		var heard := []
		var asked := []
		listen(client, all)
		listen(character, heard)
		var request := character.say("hello")
		listen(request, asked)
		await request.finished
		var error := request.error
		equal([error.status, error.http_status], expected.slice(1), expected[0])
		check(error.status_name.begins_with("RPGGO_"), "the name is " + error.status_name)
		check(error.detail.length() > 10, "the sentence is " + error.detail)
		if error.status == RpggoError.RATE_LIMITED:
			equal(error.retry_after_ms, 7000, "the wait")
		for names_heard in [names(all), names(asked), names(heard)]:
			equal(names_heard.slice(-2), ["failed", "finished"], "the end of " + expected[0])
		equal(all[-2][2], error, "the client's error")
		equal(heard[-2][1], error, "the character's error")
		client.free()


func test_a_service_gives_its_own_code() -> void:
	var client := add_client("error=10000303", RpggoClient.SERVICE_RPGGO)
	var request := client.session_start()
	await request.finished
	equal(request.error.status, RpggoError.SESSION_ENDED, "the status")
	equal(request.error.service_code, 10000303, "the code")


func test_an_unwise_client_is_warned_of() -> void:
	var client := add_client()
	equal(client.warnings().size(), 0, "the warnings of a good client")
	client.api_key = "secret"
	client.api_key_file = "res://key"
	client.record_path = "user://talk.jsonl"
	client.replay_path = "res://last-lantern.jsonl"
	equal(client.warnings().size(), 3, "the warnings")
	check(client.warnings()[0].contains("RPGGO_API_KEY"), "it says nothing of the environment")


func test_an_option_that_is_wrong_is_named() -> void:
	var client := add_client()
	for wrong in [
		[{"max_events": 1}, "more_options: max_events is none of max_queued_bytes, "],
		[{"max_queued_bytes": "many"}, "more_options: max_queued_bytes is many: use a whole number"],
		[{"max_queued_bytes": -1}, "max_queued_bytes is -1: use a number"],
		[{"ignore_environment_proxy": 1}, "ignore_environment_proxy is 1: use true or false"],
		[{"replay_text": 1}, "replay_text is 1: use a text"],
		[{"api_key": "secret"}, "more_options: api_key is a property of the node"],
		[{&"base_url": base_url}, "more_options: base_url is a property of the node"],
	]:
		client.more_options = wrong[0]
		check(client.warnings()[0].contains(wrong[1]), "it warns of " + client.warnings()[0])
		var error := client.start()
		equal(error.status, RpggoError.INVALID_ARGUMENT, wrong[1])
		check(error.detail.contains(wrong[1]), "the sentence is " + error.detail)
	client.more_options = {"max_queued_bytes": 1000, "ignore_environment_proxy": true}
	equal(client.warnings().size(), 0, "the warnings of right options")
	for property in ["connect_timeout_ms", "total_timeout_ms", "max_retries", "max_requests", "replay_speed"]:
		client.set(property, -2)
		var error := client.start()
		equal(error.status if error else 0, RpggoError.INVALID_ARGUMENT, property)
		check(error.detail.begins_with(property + " is -2: use "), "the sentence is " + error.detail)
		client.set(property, 0)
	client.total_timeout_ms = RpggoClient.NO_TIMEOUT
	equal(client.start(), null, "the error of right options")


func test_an_event_may_be_too_long() -> void:
	var client := add_client()
	client.more_options = {"max_event_bytes": 40}
	var request := client.say("mira", "", "hello")
	await request.finished
	equal(request.error.status, RpggoError.PROTOCOL, "the status")


func test_a_silent_service_is_timed_out() -> void:
	var client := add_client("stall-before")
	client.first_byte_timeout_ms = 50
	client.max_retries = -1
	var request := client.say("mira", "", "hello")
	await request.finished
	equal(request.error.status, RpggoError.TIMEOUT, "the status")


func refused(client: RpggoClient, status: int, words: String) -> void:
	var all := []
	listen(client, all)
	var request := client.say("mira", "", "hello")
	check(request.is_over, "it is not refused at once")
	equal(all, [], "what is told before one can listen")
	equal(request.id, 0, "the number")
	await request.finished
	equal(request.error.status, status, words)
	check(request.error.detail.contains(words), "the sentence is " + request.error.detail)
	equal(names(all), ["failed", "finished"], "what is told")


func test_refused_calls_can_be_awaited() -> void:
	var no_key := add_client("", RpggoClient.SERVICE_RPGGO)
	no_key.api_key = ""
	await refused(no_key, RpggoError.INVALID_ARGUMENT, "api_key is missing")
	var bad_url := add_client()
	bad_url.base_url = "http://example.com"
	await refused(bad_url, RpggoError.INVALID_ARGUMENT, "http")
	check(bad_url.start().detail.contains("http"), "start says nothing")
	var no_time := add_client()
	no_time.connect_timeout_ms = -2
	await refused(no_time, RpggoError.INVALID_ARGUMENT, "connect_timeout_ms")
	var no_file := add_client()
	no_file.replay_path = "res://nowhere.jsonl"
	await refused(no_file, RpggoError.INVALID_ARGUMENT, "nowhere.jsonl")
	var no_recording := add_client()
	no_recording.replay_path = "res://main.gd"
	await refused(no_recording, RpggoError.INVALID_ARGUMENT, "line 1")
	var shipped := add_client("", RpggoClient.SERVICE_RPGGO)
	shipped.api_key = ""
	shipped.api_key_file = "res://main.gd"
	await refused(shipped, RpggoError.INVALID_ARGUMENT, "inside the project")
	var busy := add_client("stall=900")
	busy.max_requests = 1
	var first := busy.say("mira", "", "hello")
	await refused(busy, RpggoError.BUSY, "max_requests")
	first.cancel()
	await first.finished


func test_a_call_that_a_service_has_not_is_refused() -> void:
	var client := add_client("", RpggoClient.SERVICE_AURORA)
	var request := client.session_start("1")
	await request.finished
	equal(request.error.status, RpggoError.UNSUPPORTED, "the status")


func test_a_character_without_a_client_says_so() -> void:
	var character := add_character(self)
	var heard := []
	listen(character, heard)
	var request := character.say("hello")
	await request.finished
	check(request.error.detail.contains("RpggoClient"), "the sentence is " + request.error.detail)
	equal(names(heard), ["failed", "finished"], "what is told")
	check(not character.is_talking, "it talks")


func test_a_cancelled_talk_does_not_fail() -> void:
	var client := add_client("stall=900")
	var character := add_character(client)
	var heard := []
	listen(character, heard)
	for cancel: Callable in [
		func(_it): character.cancel(),
		func(it): it.cancel(),
		func(it): client.cancel(it),
		func(_it): client.cancel_all(),
	]:
		heard.clear()
		var request := character.say("hello")
		await request.text_delta
		check(character.is_talking, "it does not talk")
		cancel.call(request)
		await request.finished
		equal(request.error.status, RpggoError.CANCELLED, "the status")
		equal(of_name(heard, "failed"), [], "the failures")
		equal(names(heard).back(), "finished", "the end")
		check(not character.is_talking, "it talks")
		# One that is over stays as it is.
		cancel.call(request)
	client.cancel(null)


func test_a_client_that_goes_ends_what_is_awaited() -> void:
	for go: Callable in [
		func(client): client.stop(),
		func(client): client.queue_free(),
		func(client): client.free(),
		func(client): client.get_parent().remove_child(client); client.queue_free(),
	]:
		var client := add_client("stall=900")
		var character := add_character(self)
		character.client = client
		var heard := []
		listen(character, heard)
		var request := character.say("hello")
		await request.text_delta
		go.call(client)
		await request.finished
		equal(request.error.status, RpggoError.CANCELLED, "the status")
		equal(names(heard).back(), "finished", "the end")
		check(not character.is_talking, "it talks")
		if is_instance_valid(client) and not client.is_queued_for_deletion():
			check(not client.is_started(), "it runs")
			client.base_url = base_url + "/v1"
			var again := character.say("hello")
			await again.finished
			equal(again.error, null, "the error after a new start")
			client.free()
		else:
			await get_tree().process_frame
			check(not is_instance_valid(client), "it is there")
			equal(character.client, null, "the client that has gone")
		character.free()


func test_a_character_that_goes_is_cancelled() -> void:
	var client := add_client("stall=900")
	var character := add_character(self)
	var request := character.say("hello")
	await request.text_delta
	character.free()
	await request.finished
	equal(request.error.status, RpggoError.CANCELLED, "the status")


func test_handlers_may_free_everything() -> void:
	for of in ["client", "request", "character"]:
		for signal_name in ["text_delta", "message", "finished", "failed"]:
			for victims in [["client"], ["character"], ["client", "character"]]:
				var client := add_client("cut=900" if signal_name == "failed" else "hold" if signal_name != "finished" else "")
				client.max_retries = -1
				var nodes := {"client": client, "character": add_character(self)}
				nodes["character"].client = client
				var request: RpggoRequest = nodes["character"].say("hello")
				var freed := [false]
				var free := func(_a = null, _b = null, _c = null):
					if freed[0]:
						return
					freed[0] = true
					for victim in victims:
						# The engine forbids an object to be freed by a handler of its own.
						if victim == of:
							nodes[victim].queue_free()
						else:
							nodes[victim].free()
				(request if of == "request" else nodes[of]).connect(signal_name, free)
				await request.finished
				while not freed[0]:
					await get_tree().process_frame
				# What was freed by its own handler is gone a frame later.
				await get_tree().process_frame
				await get_tree().process_frame
				for victim in victims:
					check(not is_instance_valid(nodes[victim]), "the %s is there" % victim)
				for node in ["client", "character"]:
					if is_instance_valid(nodes[node]):
						nodes[node].free()


func test_a_handler_may_ask_again_and_stop() -> void:
	var client := add_client()
	var asked: Array[RpggoRequest] = []
	var again := func(_request):
		if asked.size() < 5:
			asked.append(client.say("mira", "", "hello"))
		else:
			client.stop()
	client.finished.connect(again)
	asked.append(client.say("mira", "", "hello"))
	while asked.size() < 5 or client.is_started():
		await get_tree().process_frame
	equal(asked.map(func(it): return it.error), [null, null, null, null, null], "the errors")


func test_scenes_change_in_the_middle_of_a_reply() -> void:
	for number in 3:
		get_tree().change_scene_to_file("res://talking.tscn")
		while get_tree().current_scene == null or not get_tree().current_scene.get("is_heard"):
			await get_tree().process_frame
		get_tree().change_scene_to_file("res://main_menu.tscn")
		while get_tree().current_scene == null or get_tree().current_scene.name != "MainMenu":
			await get_tree().process_frame
