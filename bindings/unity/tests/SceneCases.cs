using System.Collections.Generic;
using UnityEngine;
using UnityEngine.StandIn;

namespace Rpggo.Unity.StandInTests
{
    /// <summary>Several scenes, and scenes without anything.</summary>
    static class SceneCases
    {
        [Case]
        static void ACharacterAloneIsEnough()
        {
            Play.Begin();
            Engine.Assets["Assets/Resources/RpggoSettings.asset"] = Play.Settings(Play.Standin);
            var mira = new Heard("mira");
            mira.Ask("Hello");
            Play.Same(1, mira.Messages.Count, "it answers");
            var client = RpggoClientBehaviour.Current;
            Play.Check(client != null && client.GetComponent<RpggoSession>() != null, "a client and a session were made");
        }

        [Case]
        static void WithoutSettingsASentenceSaysWhereToMakeThem()
        {
            Play.Begin();
            Play.Expect("There are no settings: create them in Project Settings > Rpggo");
            var mira = new Heard("mira");
            mira.Ask("Hello");
            Play.Same("asked | failed | finished", mira.Log, "its events");
        }

        [Case]
        static void AKeptClientStaysAndItsDoubleGoes()
        {
            Play.Begin();
            var settings = Play.Settings(Play.Standin);
            var first = Play.Client(settings, true);
            new Heard("mira").Ask("Hello");
            var native = first.Client;
            Engine.LoadScene("second");
            Play.Frames(2);
            Play.Check(first != null && first.Client == native, "it stays, and so does its client");
            var other = Play.Client(Play.Settings(Play.Standin), true);
            Play.Check(RpggoClientBehaviour.Current == other, "one with other settings is another one");
            Object.Destroy(other.gameObject);
            Play.Frames(1);

            var twin = Play.Client(settings, true);
            Play.Check(!twin.isActiveAndEnabled && RpggoClientBehaviour.Current == first, "the double is nobody's");
            Play.Frames(1);
            Play.Check(twin == null && first != null, "it goes");
            // What named the double finds the one that stayed.
            var session = Play.Make<RpggoSession>(it => it.client = twin);
            var bram = new Heard("bram", it => it.session = session);
            bram.Ask("Hello");
            Play.Same(1, bram.Messages.Count, "a character of the second scene is answered");
            Play.Same(1, Play.NativeThreads(), "by the same client");
        }

        [Case]
        static void ASceneTakesItsClientAlong()
        {
            Play.Begin();
            Play.Client(Play.Settings(Play.Fault("hold,no-fin")));
            var mira = new Heard("mira");
            mira.Character.Say("Hello");
            Play.Until(() => mira.Log.Contains("goals 0/2"), "the reply has begun");
            Engine.LoadScene("second");
            Play.MustBeFree();
            Play.Frames(3);
            Play.Same(0, mira.Finished, "a scene that goes is told nothing more");
            Play.Check(RpggoClientBehaviour.Current == null, "no client is left");
            var settings = Play.Settings(Play.Standin);
            Play.Client(settings);
            new Heard("mira").Ask("Hello");
        }

        [Case]
        static void ASceneTakesItsCharacterAlong()
        {
            Play.Begin();
            var client = Play.Client(Play.Settings(Play.Fault("hold,no-fin")), true);
            var mira = new Heard("mira");
            mira.Character.Say("Hello");
            Play.Until(() => mira.Log.Contains("goals 0/2"), "the reply has begun");
            Engine.LoadScene("second");
            Play.Until(() => client.Client.Stats.RequestsCancelled == 1, "the request is cancelled");
            Play.Frames(3);
            Play.Same(0, mira.Finished, "a scene that goes is told nothing more");
        }

        [Case]
        static void TwoScenesAtOnceHaveAClientEach()
        {
            Play.Begin();
            var clients = new List<RpggoClientBehaviour>();
            var people = new List<Heard>();
            foreach (var service in new[] { Service.Rpggo, Service.Openai })
            {
                var client = Play.Client(Play.Settings(Play.Standin, service));
                var session = Play.Make<RpggoSession>(it => it.client = client);
                clients.Add(client);
                people.Add(new Heard("mira", it => it.session = session));
            }
            foreach (var person in people) person.Character.Say("What happened?");
            foreach (var person in people) Play.Until(() => person.Finished == 1, "both are answered");
            Play.Same(people[0].Messages[0].Text, people[1].Messages[0].Text, "by the same story");
            Play.Same(2, Play.NativeThreads(), "there are two clients");
            Object.Destroy(clients[1].gameObject);
            Play.Frames(1);
            Play.Check(RpggoClientBehaviour.Current == clients[0], "the first is found again");
            people[0].Ask("Hello");
            Play.Same(2, people[0].Messages.Count, "the first goes on");
        }

        [Case]
        static void AClientBelowAnotherObjectGoesWithItsScene()
        {
            Play.Begin();
            Play.Expect("the client is destroyed with its scene");
            var parent = new GameObject("Manager");
            var child = new GameObject("Rpggo");
            child.SetActive(false);
            child.transform.SetParent(parent.transform);
            var client = child.AddComponent<RpggoClientBehaviour>();
            client.settings = Play.Settings(Play.Standin);
            child.SetActive(true);
            new Heard("mira").Ask("Hello");
            Engine.LoadScene("second");
            Play.Check(client == null, "it is gone");
            Play.MustBeFree();
        }
    }
}
