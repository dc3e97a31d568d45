extends Node
## How long the engine's main thread is busy with 1, 20 and 200 talking characters in a frame: with
## rpggo, and with a client in GDScript. Both read the same words from the same stand-in:
##
##     cargo run --release -p rpggo-standin -- --port 8787 --pace 20
##     godot --headless --path bindings/godot/benchmark -- http://127.0.0.1:8787
##
## The addon has to be in addons/rpggo (bindings/godot/pack).

const MESSAGE := "What happened?"
const ROUNDS := 3

var base_url: String
var busy: Array[float] = []
var said := 0


func _ready() -> void:
	Engine.max_fps = 60
	base_url = OS.get_cmdline_user_args()[0] + "/v1"
	for count: int in [1, 20, 200]:
		for kind in ["rpggo", "gdscript"]:
			await measure(kind, count)
	get_tree().quit()


func measure(kind: String, count: int) -> void:
	busy.clear()
	said = 0
	for round in ROUNDS:
		var talkers: Array = []
		var client: RpggoClient
		if kind == "rpggo":
			client = RpggoClient.new()
			client.service = RpggoClient.SERVICE_OPENAI
			client.base_url = base_url
			# Polled here, so that it is timed.
			client.process_mode = Node.PROCESS_MODE_DISABLED
			add_child(client)
			client.text_delta.connect(func(_request, _who, delta): said += delta.length())
			for number in count:
				talkers.append(client.say("mira", str(number), MESSAGE))
		else:
			for number in count:
				var talker := preload("res://talker.gd").new()
				talker.text_delta.connect(func(delta): said += delta.length())
				talker.start(base_url, "mira", MESSAGE)
				talkers.append(talker)
		while talkers.any(func(it): return not it.is_over):
			await get_tree().process_frame
			var begin := Time.get_ticks_usec()
			if client:
				client.poll()
			else:
				for talker in talkers:
					talker.poll()
			busy.append((Time.get_ticks_usec() - begin) / 1000.0)
		if client:
			client.free()
	busy.sort()
	var mean: float = busy.reduce(func(sum, it): return sum + it, 0.0) / busy.size()
	print("%s %d characters: mean %.3f ms, 99%% %.3f ms, worst %.3f ms, %d frames, %d letters" % [
		kind, count, mean, busy[int(busy.size() * 0.99)], busy[-1], busy.size(), said])
