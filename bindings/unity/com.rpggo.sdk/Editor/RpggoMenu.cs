using Rpggo.Unity;
using UnityEditor;
using UnityEngine;

namespace Rpggo.Editor
{
    /// <summary>GameObject > Rpggo.</summary>
    static class RpggoMenu
    {
        /// <summary>Creates a character, plus a client and a session if the scene has none.</summary>
        [MenuItem("GameObject/Rpggo/Character", false, 10)]
        static void MakeCharacter(MenuCommand command)
        {
            if (!HasClient) Made(new GameObject("Rpggo", typeof(RpggoClientBehaviour), typeof(RpggoSession)), command);
            var character = new GameObject("Character", typeof(RpggoCharacter), typeof(RpggoTypewriter));
            GameObjectUtility.SetParentAndAlign(character, command.context as GameObject);
            Made(character, command);
            Selection.activeObject = character;
        }

        static void Made(GameObject it, MenuCommand command) { Undo.RegisterCreatedObjectUndo(it, "Make " + it.name); }

        static bool HasClient
        {
            get
            {
#if UNITY_2023_1_OR_NEWER
                return Object.FindAnyObjectByType<RpggoClientBehaviour>() != null;
#else
                return Object.FindObjectOfType<RpggoClientBehaviour>() != null;
#endif
            }
        }
    }
}
