using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Hosting;
using Orleans.Runtime;
using XelaConnect.Standalone.Engine;

namespace Orleans.Hosting
{
    /// <summary>What goes into the host of grains.</summary>
    public interface ISiloBuilder
    {
        /// <summary>The host's services.</summary>
        IServiceCollection Services { get; }
    }

    /// <summary>Additions to it.</summary>
    public static class SiloBuilderExtensions
    {
        /// <summary>Does something once all stages have started, before the host takes requests.</summary>
        public static ISiloBuilder AddStartupTask<TStartup>(this ISiloBuilder builder) where TStartup : class, IStartupTask
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.Services.AddTransient<TStartup>();
            builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new StartupTaskStage(services.GetRequiredService<TStartup>));
            return builder;
        }

        private sealed class StartupTaskStage(Func<IStartupTask> task) : ILifecycleParticipant<ISiloLifecycle>
        {
            public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(AddStartupTask), ServiceLifecycleStage.Active, cancellation => task().Execute(cancellation));
        }
    }
}

namespace Orleans.Runtime
{
    /// <summary>Done once at start.</summary>
    public interface IStartupTask
    {
        /// <summary>Does it.</summary>
        Task Execute(CancellationToken cancellationToken);
    }

    /// <summary>The start and stop of the host of grains, in stages (docs: host/silo-lifecycle).</summary>
    public interface ISiloLifecycle
    {
        /// <summary>Takes part: stages start ascending and stop descending.</summary>
        void Subscribe(string observerName, int stage, Func<CancellationToken, Task> onStart, Func<CancellationToken, Task>? onStop = null);
    }
}

namespace Orleans
{
    /// <summary>Takes part in the start and stop.</summary>
    /// <typeparam name="TLifecycle">Of what.</typeparam>
    public interface ILifecycleParticipant<in TLifecycle>
    {
        /// <summary>Says when.</summary>
        void Participate(TLifecycle observer);
    }

    /// <summary>The stages; grains can be called from <see cref="RuntimeGrainServices"/> to <see cref="Active"/>.</summary>
    public static class ServiceLifecycleStage
    {
        /// <summary>Before everything.</summary>
        public const int First = int.MinValue;
        /// <summary>The engine's own services.</summary>
        public const int RuntimeInitialize = 2000;
        /// <summary>The engine is ready.</summary>
        public const int RuntimeGrainServices = 8000;
        /// <summary>The application's own services.</summary>
        public const int ApplicationServices = 10000;
        /// <summary>Just before requests are taken.</summary>
        public const int BecomeActive = 19999;
        /// <summary>Requests are taken.</summary>
        public const int Active = 20000;
    }
}

namespace Microsoft.Extensions.Hosting
{
    /// <summary>Puts the host of grains into a host.</summary>
    public static class OrleansSiloGenericHostExtensions
    {
        /// <summary>Adds it. Its grains are all classes derived from <see cref="Orleans.Grain"/> in the assemblies that the program refers to.</summary>
        public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
        {
            ArgumentNullException.ThrowIfNull(hostAppBuilder);
            ArgumentNullException.ThrowIfNull(configureDelegate);
            var services = hostAppBuilder.Services;
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<StandaloneOptions>();
            services.AddSingleton<GrainTypes>();
            services.AddSingleton<Catalog>();
            services.AddSingleton<LiveStreams>();
            services.AddSingleton<References>();
            services.AddSingleton<Orleans.IClusterClient>(provider => provider.GetRequiredService<References>());
            services.AddSingleton<Orleans.IGrainFactory>(provider => provider.GetRequiredService<References>());
            services.AddHostedService<StandaloneSilo>();
            configureDelegate(new SiloBuilder(services));
            return hostAppBuilder;
        }

        private sealed class SiloBuilder(IServiceCollection services) : ISiloBuilder
        {
            public IServiceCollection Services => services;
        }
    }
}
