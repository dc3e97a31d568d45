using System;
using UnityEngine.StandIn;

namespace UnityEngine.SceneManagement
{
    public struct Scene
    {
        internal string Name;
        public string name { get { return Name; } }
        /// <summary>False while it is being unloaded.</summary>
        public bool isLoaded { get { return Engine.IsLoaded(Name); } }
    }

    public static class SceneManager
    {
        public static Scene GetActiveScene() { return new Scene { Name = Engine.ActiveScene }; }
    }
}
