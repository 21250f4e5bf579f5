namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>Spanish.</summary>
internal static class Spanish
{
    public const string Text = """
        [self]
        yo
        [core]
        matarme morirme morir suicidarme vivir matar muerte muerto muerta quiero desvivir
        [exact]
        quieto mirar matas meter parte partes morder martes marte mejora
        [short]
        kiero kero qiero qero = quiero; kisiera = quisiera; xq pq = porque; q k = que; tb = tambien; toy = estoy; stoy = estoy; bn = bien; tods = todos; mejo = mejor; nadien = nadie
        suisidar suicidiar suisidarme = suicidarme; suisidio = suicidio; mtarme = matarme; pa = para
        [sets]
        deed = matarme|suicidarme|morirme|morir|desvivirme|autolesionarme|cortarme|lastimarme | quitarme la vida | hacerme dano | acabar con (mi vida | todo) | el? suicidio | me matar | me suicidar | me morir
        other = el|ella|amiga|amigo|amigos|hermana|hermano|hija|hijo|madre|padre|mama|papa|novia|novio|marido|esposa|esposo|mujer|pareja|ex|prima|primo|companera|companero|alguien|vecino|vecina|chica|chico|alumno|alumna|abuelo|abuela|tia|tio|sobrina|sobrino
        drug = pastillas|pastilla|comprimidos|tranquilizantes|medicamentos|medicinas|somniferos|paracetamol|ibuprofenos|ansioliticos|capsulas|diazepam
        [explicit]
        (quiero|quisiera|querria|quise|voy a|deseo|necesito|prefiero|preferiria|gustaria|ganas de|pensando en|pienso en|pensar en|planeo|planeando|decidido|intente|intento|deberia|puedo|queria|quieres|ojala) ~2 (matarme|suicidarme|morirme|morir|autolesionarme|ahorcarme|colgarme|lastimarme | quitarme la vida | hacerme dano | estar muerto | estar muerta)
        me ~1 (quiero|quisiera|voy a|quise|intente|ganas de|debo|deberia) ~1 (matar|morir|suicidar | quitar la vida | hacer dano | cortar las venas | ahorcar | colgar | tirar ~2 (puente|balcon|ventana|tren|azotea|metro))
        matarme|suicidarme|ahorcarme
        quitarme la vida
        (acabar|terminar) con mi ~1 (vida|existencia)
        poner ~1 fin a mi vida
        (pensamientos|ideas|ideacion|intentos|tendencias) ~1 (suicidas|suicida | de suicidio|muerte)
        (pienso|pensando|pensar|pense|penso|idea) (en|sobre|del) ~2 (suicidio|morir|morirme|muerte | mi muerte)
        soy suicida
        ^ suicidio $
        me ~2 (tome|tomado|trague|tragado|tomando|tomar) ~1 (todas|todo|un frasco|una caja|muchas|demasiadas|un bote|un monton|<many>|veinte|treinta|cuarenta|diez|quince|cincuenta|cien) ~4 <drug>
        (tome|tomado|trague|tragado) ~1 (todas|un frasco|una caja|muchas|demasiadas|<many>|veinte|treinta|cuarenta|quince|cincuenta|cien) ~4 <drug>
        sobredosis
        me ~2 (corto|cortando|corte|cortar|quemo|lastimo|autolesiono) ~1 (los brazos|el brazo|las venas|las munecas|las piernas|la piel|brazos|venas|cuando estoy|otra vez|de nuevo)
        me autolesiono
        (cortarme|cortandome) ~1 (los|las|otra|de nuevo|venas|brazos|$)
        (volver|volvi|empece|ganas de|necesito|quiero) a? (cortarme|autolesionarme|hacerme dano|lastimarme)
        no (quiero|quisiera|deseo) ~1 (vivir|existir) ~1 (mas|asi|$|en este mundo|pero)?
        ya no quiero ~1 (vivir|existir|estar viva|estar vivo)
        (tampoco|no) quiero seguir (viviendo|vivo|viva|en este mundo|adelante|aqui)
        (quisiera|queria|ojala|quiero|desearia|prefiero|preferiria) ~1 (estar|estuviera|estuviese|haber) ~1 (muerto|muerta)
        (tirarme|lanzarme|saltar|arrojarme) ~1 (por|de|desde|del|al|a) ~2 (ventana|puente|balcon|azotea|tren|metro|vias|edificio|terraza)
        (soga|cuerda|pistola|navaja|cuchilla) ~3 (preparada|lista|cuello|cabeza|munecas|venas)
        ! no puedo (prometer|asegurar|garantizar) ~6 (dano|matarme|matar|suicid|lastimarme|nada|tonteria|suicidarme)
        ! no digo que ~3 (matar|matarme|suicidar|suicidarme) pero
        (me esta|me estan|esta|estan) (pegando|golpeando|matando a golpes|ahorcando|estrangulando|violando|apunalando|asfixiando|maltratando) ~1 (ahora|me|mi|$|otra)?
        me (estrangula|ahorca|viola|apunala|apunto|apunta) ~4 (con|cuando|cuchillo|pistola)?
        (dice|dijo|jura|amenaza|amenazo|amenazado|amenazando|miedo) ~5 (va a|con|de|quiere) (matarme | matar)
        me (amenaza|amenazo) ~4 (muerte|matar|cuchillo|pistola|arma)
        me va a matar ~5 (cuchillo|pistola|arma|navaja|machete)
        (cuchillo|pistola|arma|navaja|machete) ~6 me ~2 (matar|mata)
        (prefiero|preferiria) (morir|morirme|estar muerta|estar muerto) 
        (preparado|preparada|lista|listo) para morir
        (carta|nota|cartas) de (despedida|suicidio)
        [indirect]
        (todos|todas|todo el mundo|familia|hijos|ellos|mundo|padres|nadie|gente) ~2 (estarian|estaria|vivirian|viviria|seria|serian|estaran|estan|irian|iria) ~2 (mejor|felices|tranquilos|tranquila|bien|aliviados) ~1 (sin mi | si no (existiera|estuviera) | si (me muriera|desapareciera|muriera))
        (mejor|felices|tranquilos|bien) sin mi
        (mejor|bien) si (no existiera|no estuviera|me muriera|desapareciera|yo no)
        no (quiero|quisiera) ~1 (despertar|despertarme) ~1 (mas|manana|nunca|$)
        (no despertar|no despertarme|no volver a despertar|sin despertar) ~1 (nunca|mas|jamas|manana|$)
        (dormir|dormirme) ~3 (no|nunca) ~2 (despertar|despertarme)
        (ojala|quisiera|espero) ~3 no (despertar|despertarme|despertara|despierte|haber nacido|hubiera nacido)
        (ojala|mejor) ~1 no ~1 (hubiera|haber) ~1 nacido
        (no|ya no|sin|ni) ~3 (razon|razones|motivo|motivos|ganas|sentido|fuerzas|motivacion) ~1 (para|de|a|en)? ~1 (vivir | seguir viviendo | seguir vivo | seguir viva | seguir aqui)
        no ~2 (sentido|razon) a (la vida|vivir|seguir viviendo|mi vida)
        (no puedo|ya no puedo) ~1 (seguir viviendo | vivir asi | seguir asi | vivir mas | con mi vida)
        (la|mi) vida ~2 (no tiene|no vale|ya no tiene|ya no vale) ~2 (sentido|pena|nada)
        (desaparecer|desaparezca|dormir) (para|por) siempre
        (solo|nomas) quiero que (todo|esto) ~1 (termine|acabe|pare|se acabe|se termine)
        nadie ~3 (menos|extranaria|notaria|importaria|lloraria|cuenta|echaria) ~2 si ~2 (muriera|muero|muriese|desapareciera|muerta|muerto)
        (cansado|cansada|harta|harto) de (vivir|la vida|existir|estar viva|estar vivo|mi vida)
        (carga|estorbo|peso) para todos ~5 (mejor|existiera|muerta|muerto|sin mi)
        adios (a todos|mundo|para siempre|mundo cruel) ~3 (perdon|perdonenme|perdonen|perdonadme|lo siento|siempre|cruel|os quiero|los quiero)
        (regale|regalado|regalando|repartido|doy) ~2 (todas|todo|mis cosas) ~5 (necesitar|necesito|falta|adios)
        no ~1 (voy|vais|van) a (verme|estar|ver) ~1 (mas|mucho tiempo|aqui|nunca)
        (ya|pronto) ~2 (no estare|no voy a estar|no estare aqui)
        no me (vais|van|vas) a (ver|volver a ver) ~1 mas?
        (no aguanto|no soporto) ~1 (vivir|la vida|mi vida|esta vida|seguir viviendo)
        (unica|unico|mejor) (salida|solucion|opcion) ~2 (muerte|morir|morirme|matarme)
        [coded]
        desvivirme|desvivir
        me ~3 desvivir
        (acabar|terminar) con todo (de una|ya|esta noche|hoy|$|para siempre|de verdad)
        pensando en el su
        [third]
        <other> ~5 (quiere|queria|quisiera|va a|amenaza|amenazo|amenazado|intento|intenta|dice|dijo|piensa|pensando|habla|hablando|trato|planea|escribio) ~3 (morir|morirse|matarse|suicidarse|suicidio|desvivirse|ahorcarse|colgarse | quitarse la vida | tirarse | hacerse dano)
        <other> se ~1 (quiere|va a|intento|quiso|trato de) ~1 (matar|morir|suicidar | quitar la vida)
        (suicidarse|matarse|desvivirse)
        (quitarse|se quito|quitar) la vida
        <other> ~3 se ~1 (esta|anda|sigue) ~1 (cortando|lastimando|autolesionando | haciendo dano)
        <other> ~4 no (quiere|queria) ~1 (vivir|despertar|existir|seguir viviendo)
        <other> ~3 (pensamientos|ideas|tendencias) (suicidas|de suicidio)
        <other> ~3 (es|esta|parece) suicida
        <other> ~3 (tomo|tomado|trago) ~3 (sobredosis|todas|muchas|frasco|demasiadas|<many>) ~3 <drug>?
        (mejor|bien) sin (el|ella)
        <other> ~4 (carta|mensaje|nota) de (despedida|suicidio)
        [safe]
        me? (muero|moria|morire|morirme|morir|muera|muerto|muerta) de (risa|hambre|ganas|sueno|calor|frio|sed|verguenza|miedo|aburrimiento|pena|amor|la risa|curiosidad|envidia|nervios|ternura|asco)
        me quiero morir de (risa|verguenza|hambre|pena|amor|ternura)
        (quiero|voy a) (morirme|morir) de (risa|verguenza|hambre|amor|pena|ternura|sueno)
        me va a matar (si|cuando|por|como) ~10 (jaja|jajaja|jajajaja|jeje|lol|xd)?
        (no|nunca|jamas|ni|tampoco) ~1 (me|quiero|estoy|voy|pienso|he|soy|tengo|queria|quise|haria|deseo|hare)? ~1 (quiero|voy a|pensando en|pensado en|pienso en|haria|a|hare|pienso|pensaria en|en)? ~1 (matar|morir|dano|<deed>)
        (no|nunca|jamas) ~1 (me|quiero|estoy|voy a) ~1 (hacer|haria|hacerme|hare) dano
        no ~2 (soy|estoy|es) suicida
        (no|ningun|sin|ya no) (tengo|tuve|hay)? ~1 (pensamientos|ideas) (suicidas|de suicidio)
        (ya no|no) ~1 (pienso|quiero) ~1 (en)? ~1 (matarme|morir|morirme|suicidarme|suicidio|muerte)
        (antes|hace anos|hace ~3 anos|hace ~3 meses|de joven|de adolescente|en el pasado|cuando era|cuando tenia ~3) ~3 (queria|intente|pense|pensaba|quise|trate|estuve|me) ~2 (intente|corte|cortaba|autolesionaba|<deed>)
        (intente|queria|trate de|quise) <deed> ~2 hace (anos | ~3 anos)
        (sobrevivi|superviviente) ~3 suicidio
        (llevo|anos|meses|dias) ~4 sin ~1 (autolesionarme|cortarme|hacerme dano|lastimarme)
        no quiero ~1 vivir ~1 (con|en|aqui|alli|sola|solo|sin ti|cerca|lejos|juntos|fuera|de alquiler)
        (ya no|no) quiero ~1 vivir mas? (con|en|aqui|alli|juntos|cerca|lejos)
        no quiero ~1 (despertar|despertarme) (temprano|a|tarde|tan|al|manana temprano|manana a|con)
        no quiero despertar ~1 (a|al) (mi|los|la|las|bebe|nino|el)
        no puedo seguir asi (con|en)
        (cansado|cansada|harta|harto) de vivir (con|en|aqui|lejos|sola|solo)
        (cortarme|me ~2 corte|me ~2 cortar) ~1 (pelo|unas|flequillo|dedo|barba|afeitandome|cocinando)
        adios a todos ~1 (nos vemos|hasta|buenas|que|feliz)
        (terminar|acabar) con todo (el|la|lo|este|esto|los)
        (escuadron|mision) suicida
        (prevencion|tasa|tasas|linea|numero|tema|duelo|dia|riesgo) ~2 (suicidio|suicidios)
        (documental|pelicula|libro|novela|noticia|serie|articulo|ensayo|trabajo|clase|charla|curso|examen|podcast|estudio|reportaje) -8 (suicidio|suicida|suicidarse|suicidas|sobredosis|matarse|quitarse la vida)
        (hablar|hablamos|hablo|hable|explicar|conversar) ~2 (del|de|sobre) ~1 suicidio ~1 (con|en|a)
        (murio|perdi|muerto) ~3 (por|de) (suicidio|sobredosis|una sobredosis)
        (se suicido | se mato | se quito la vida)
        (muere|muero|muerte) ~2 (protagonista|personaje)
        (te|os|le|les) ~1 (juro|prometo) ~2 no ~3 (matar|dano)
        trabajo es (suicida|suicidio)
        """;
}
