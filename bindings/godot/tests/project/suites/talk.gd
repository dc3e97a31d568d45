extends "res://suite.gd"
## Talks that go well, with all services.


func test_a_story_is_played_to_the_won_ending() -> void:
	var client := add_client("", RpggoClient.SERVICE_RPGGO)
	var all := []
	listen(client, all)
	var start := client.session_start()
	await start.finished
	equal(start.error, null, "the error")
	equal(start.session_id, RpggoClient.default_session_id(), "the session")
	var session: RpggoSession = of_name(all, "session_changed")[0][2]
	equal(session.game_id, "last-lantern", "the game")
	equal(session.name, "The Last Lantern 🏮", "the game's name")
	var chapter: RpggoChapter = session.chapters[0]
	equal(chapter.chapter_id, "harbour", "the chapter")
	equal(chapter.characters[1].name, "Mira, the harbour keeper", "a character")
	equal(chapter.characters[1].type, "npc", "the kind of character")

	var characters := {}
	var heard := {}
	for who in ["mira", "bram", "akiko", "pip", "tide"]:
		var character := add_character(self, who)
		character.images = true
		characters[who] = character
		heard[who] = []
		listen(character, heard[who])
	for line in [
		["mira", "What happened to the lighthouse?"],
		["bram", "May I have your last can of oil? Please?"],
		["akiko", "こんばんは, Akiko. Can you mend this lens?"],
		["mira", "Oil and glass – I’m ready. Let’s climb!"],
		["pip", "Is it a match?"],
		["tide", "I strike the match and light the lantern. 🔥"],
	]:
		var request: RpggoRequest = characters[line[0]].say(line[1])
		equal(request.character_id, line[0], "who is spoken to")
		check(not request.is_over and characters[line[0]].is_talking, "%s is not talking" % line[0])
		await request.finished
		equal(request.error, null, "the error of " + line[1])
		check(request.is_over and not characters[line[0]].is_talking, "%s goes on" % line[0])
		check(not request.text.is_empty(), "%s says nothing" % line[0])
		equal(request.text, "\n".join(request.messages.map(func(it): return it.text)), "the text")
		for next in of_name(all, "chapter_changed"):
			equal(next[2], "lighthouse", "the next chapter")
			check(not next[3].is_empty(), "nothing is told of the chapter")
			all.erase(next)
			await client.chapter_change("", next[2]).finished

	equal(of_name(heard["mira"], "started")[0][1], 200, "the HTTP status")
	equal(of_name(heard["mira"], "status_changed")[0][1], {"Storm": "far", "Ferry": "at sea"}, "the values")
	var goals_changed: Array = of_name(heard["bram"], "goals_changed")[0]
	var goals: Array = goals_changed[1]
	equal(goals.map(func(it): return [it.goal_id, it.achieved]), [["oil", true], ["lens", false]], "the goals")
	equal(goals[0].text, "Get a can of lamp oil", "a goal in words")
	equal(goals_changed[2], "lens", "the goal that the player is working on")
	var image: RpggoImage = of_name(heard["tide"], "image")[0][1]
	check(image.url.ends_with("beam.jpg") and image.caption.contains("*Patience*"), "the picture is " + image.url)
	var cost: RpggoCost = of_name(heard["tide"], "cost")[0][1]
	equal(cost.amount, 4.0, "the cost")
	equal(cost.direction, "OUT", "the cost's direction")
	equal(cost.type, "ImageConsumption", "the kind of cost")
	var ending: Array = of_name(heard["tide"], "ended")[0]
	check(ending[1] and ending[2].contains("lamplighter"), "the ending is %s" % [ending])
	equal(of_name(all, "ended").size(), 1, "the endings that the client tells")
	equal(of_name(all, "failed"), [], "the failures")
	equal(of_name(all, "finished").size(), 8, "the requests that are over")
	var stats := client.stats()
	equal([stats.requests_finished, stats.requests_failed], [8, 0], "the statistics")
	check(stats.bytes_received > 0 and stats.first_event_worst_ms > 0.0, "nothing is counted")


func test_in_a_group_each_speaks_for_itself() -> void:
	var client := add_client("", RpggoClient.SERVICE_RPGGO)
	await client.session_start("group").finished
	var all := []
	var heard := {}
	listen(client, all)
	for who in ["mira", "bram"]:
		var character := add_character(client, who)
		character.session_id = "group"
		heard[who] = []
		listen(character, heard[who])
	await client.get_child(0).say("Who is on the ferry?").finished
	var speakers := func(messages: Array, at: int): return messages.map(func(it): return it[at].character_id)
	equal(speakers.call(of_name(all, "message"), 2), ["mira", "bram", "akiko"], "who speaks")
	# Akiko has no node here.
	equal(speakers.call(of_name(heard["mira"], "message"), 1), ["mira", "akiko"], "who speaks from Mira's node")
	equal(names(heard["bram"]), ["message"], "what Bram's node tells")
	equal(names(heard["mira"]).back(), "finished", "the last of Mira's signals")


func test_words_come_as_they_are_written() -> void:
	for service in [RpggoClient.SERVICE_OPENAI, RpggoClient.SERVICE_AURORA]:
		var client := add_client("", service)
		var all := []
		listen(client, all)
		var character := add_character(client, "mira" if service == RpggoClient.SERVICE_OPENAI else "2")
		character.session_id = "1"
		var heard := []
		listen(character, heard)
		var request := character.say("What happened?")
		var asked := []
		listen(request, asked)
		var grown := []
		# Not by itself: a request that holds what holds the request is never freed.
		var weak: WeakRef = weakref(request)
		request.text_delta.connect(func(_delta): grown.append(weak.get_ref().text))
		await request.finished
		var whole: String = request.messages[0].text
		check(whole.begins_with("Lightning, last night. ⚡"), "she says " + whole)
		var join := func(deltas: Array, at: int): return "".join(deltas.map(func(it): return it[at]))
		equal(join.call(of_name(all, "text_delta"), 3), whole, "the client's words")
		equal(join.call(of_name(asked, "text_delta"), 1), whole, "the request's words")
		equal(join.call(of_name(heard, "text_delta"), 1), whole, "the character's words")
		equal(request.text, whole, "the text")
		check(grown.size() > 10 and grown[0].length() < 20, "it does not stream")
		equal(names(asked).slice(-2), ["message", "finished"], "the end")
		equal(request.messages[0].role, RpggoMessage.ROLE_CHARACTER, "who speaks")
		client.free()


func test_a_persona_has_a_state() -> void:
	var client := add_client("", RpggoClient.SERVICE_PERSONA)
	var all := []
	listen(client, all)
	var ask := RpggoSessionRequest.new()
	ask.call = RpggoSessionRequest.CALL_START
	ask.character_id = "bram"
	ask.player_name = "Ada"
	ask.player_gender = "female"
	var start := client.session(ask)
	await start.finished
	equal(start.error, null, "the error")
	equal(of_name(all, "session_changed")[0][2].player_name, "Ada", "the player")
	var request := RpggoChatRequest.new()
	request.character_id = "bram"
	request.message = "May I have the oil?"
	await client.chat_start(request).finished
	var state: RpggoState = of_name(all, "state_changed").back()[2]
	check(state.score > 0.0 and not state.machine_completed, "the score is %s" % state.score)
	all.clear()
	var history := client.session_history("", "bram")
	await history.finished
	equal(history.error, null, "the error")
	equal(history.text, "", "what is said in a history")
	check(history.messages.any(func(it): return it.role == RpggoMessage.ROLE_PLAYER and it.history), "no player")
	var reset := client.session_reset("", "bram")
	await reset.finished
	equal(reset.error, null, "the error")


func test_other_calls_of_a_session() -> void:
	var client := add_client("", RpggoClient.SERVICE_RPGGO)
	var all := []
	listen(client, all)
	await client.game_fetch().finished
	equal(of_name(all, "session_changed")[0][2].chapters.size(), 2, "the chapters")
	await client.session_start("other", "last-lantern").finished
	var resumed := client.session_resume("other")
	await resumed.finished
	equal(resumed.error, null, "the error")


func test_two_hundred_characters_at_once() -> void:
	var client := add_client("chunk=16")
	var ends := [0]
	var requests: Array[RpggoRequest] = []
	for number in 200:
		var character := add_character(client)
		character.session_id = str(number)
		character.finished.connect(func(): ends[0] += 1)
		requests.append(character.say("What happened?"))
	while ends[0] < 200:
		await get_tree().process_frame
	for request in requests:
		equal(request.error, null, "the error")
		check(request.text.ends_with("And hurry, love."), "it is " + request.text)


func test_a_retry_and_the_log_are_told() -> void:
	var client := add_client("status=503,times=1")
	client.log_level = RpggoClient.LOG_DEBUG
	var all := []
	listen(client, all)
	var character := add_character(client)
	var heard := []
	listen(character, heard)
	var request := character.say("hello")
	await request.finished
	equal(request.error, null, "the error")
	equal(of_name(all, "retrying")[0][2], 1, "the attempt")
	equal(of_name(heard, "retrying")[0][1], 1, "the attempt")
	equal(of_name(heard, "retrying")[0][3], RpggoError.SERVICE_ERROR, "why")
	check(not of_name(all, "logged").is_empty(), "nothing is logged")
	equal(client.stats().retries, 1, "the retries")


func test_a_talk_is_recorded_and_played_again() -> void:
	var first := add_client()
	first.record_path = "user://talk-%d.jsonl" % OS.get_process_id()
	var request := first.say("mira", "1", "What happened?")
	await request.finished
	first.stop()
	var second := add_client()
	second.replay_path = first.record_path
	second.replay_speed = RpggoClient.REPLAY_AS_POLLED
	second.base_url = "http://127.0.0.1:1"
	var again := second.say("mira", "1", "What happened?")
	await again.finished
	equal(again.error, null, "the error")
	equal(again.text, request.text, "what is said again")
	DirAccess.remove_absolute(first.record_path)


func test_a_recording_of_the_project_is_played() -> void:
	var recording := "res://last-lantern.jsonl"
	for as_text in [false, true]:
		var client := RpggoClient.new()
		client.game_id = "last-lantern"
		if as_text:
			client.more_options = {"replay_text": FileAccess.get_file_as_string(recording)}
		else:
			client.replay_path = recording
		client.replay_speed = RpggoClient.REPLAY_AS_POLLED
		add_child(client)
		equal(client.start(), null, "what is wrong")
		check(client.is_started(), "it is not started")
		await client.session_start().finished
		var request := client.say("mira", "", "anything")
		await request.finished
		equal(request.error, null, "the error")
		check(request.text.begins_with("Lightning"), "she says " + request.text)


func test_a_paused_game_hears_nothing() -> void:
	for goes_on in [false, true]:
		var client := add_client()
		client.process_mode = Node.PROCESS_MODE_PAUSABLE
		client.poll_while_paused = goes_on
		var all := []
		listen(client, all)
		var request := client.say("mira", "", "hello")
		get_tree().paused = true
		if goes_on:
			await request.finished
		else:
			while client.stats().requests_finished == 0:
				await get_tree().process_frame
			equal(all, [], "what a paused game hears")
		get_tree().paused = false
		if not request.is_over:
			await request.finished
		equal(request.error, null, "the error")


func test_a_script_may_extend_the_nodes() -> void:
	var client: RpggoClient = load("res://suites/extended_client.gd").new()
	set_up(client)
	add_child(client)
	var request := client.say("mira", "", "hello")
	await request.finished
	equal(request.error, null, "the error")
	check(client.frames > 0, "its own _process does not run")


func test_the_key_is_found() -> void:
	var path := "user://key-%d" % OS.get_process_id()
	var file := FileAccess.open(path, FileAccess.WRITE)
	file.store_string("of-the-file\n")
	file.close()
	var client := add_client("", RpggoClient.SERVICE_RPGGO)
	client.api_key = ""
	client.api_key_file = path
	var request := client.session_start()
	await request.finished
	equal(request.error, null, "the error")
	DirAccess.remove_absolute(path)
