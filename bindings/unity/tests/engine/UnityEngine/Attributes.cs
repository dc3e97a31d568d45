using System;

namespace UnityEngine
{
    public sealed class SerializeField : Attribute { }

    public class PropertyAttribute : Attribute { }

    public sealed class TooltipAttribute : PropertyAttribute
    {
        public readonly string tooltip;
        public TooltipAttribute(string tooltip) { this.tooltip = tooltip; }
    }

    public sealed class HeaderAttribute : PropertyAttribute { public HeaderAttribute(string header) { } }

    public sealed class TextAreaAttribute : PropertyAttribute { public TextAreaAttribute(int least, int most) { } }

    public sealed class MinAttribute : PropertyAttribute { public MinAttribute(float least) { } }

    public sealed class AddComponentMenu : Attribute { public AddComponentMenu(string path) { } }

    public sealed class DisallowMultipleComponent : Attribute { }

    public sealed class DefaultExecutionOrder : Attribute
    {
        public readonly int order;
        public DefaultExecutionOrder(int order) { this.order = order; }
    }

    public sealed class CreateAssetMenuAttribute : Attribute
    {
        public string menuName { get; set; }
        public string fileName { get; set; }
    }

    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public sealed class RequireComponent : Attribute
    {
        public readonly Type Type;
        public RequireComponent(Type type) { Type = type; }
    }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class RuntimeInitializeOnLoadMethodAttribute : Attribute
    {
        public readonly RuntimeInitializeLoadType loadType;
        public RuntimeInitializeOnLoadMethodAttribute(RuntimeInitializeLoadType type) { loadType = type; }
    }
}
