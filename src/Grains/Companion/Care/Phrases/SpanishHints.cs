namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>Spanish, by concept: intent and means, preparation, farewell, absence, burden, threats by others.</summary>
internal static class SpanishHints
{
    public const string Text = """
        [exact]
        fuente frente puentes cuerpo cuerdo cartas cargo cargas carne puerta bolsas golpe trenes techos vacas voz noches salto saltos rodado
        [sets]
        intent = (quiero|quisiera|queria|querria|pienso|pensando|pensar|penso|pense|imagino|imaginando|planeo|ganas|voy|podria|deberia|necesito|apetece|sueno|decidi|dan|idea|impulso|tentacion|provoca|gustaria|antoja) ~2
        drug = pastillas|pastilla|comprimidos|tranquilizantes|medicamentos|medicinas|somniferos|paracetamol|ibuprofeno|ibuprofenos|ansioliticos|capsulas|diazepam|orfidal|lorazepam|antidepresivos|medicacion|insulina|trankimazin|alprazolam|clonazepam|analgesicos|rivotril|pepas
        arm = cuchillo|pistola|arma|navaja|machete|escopeta|hacha|martillo
        high = puente|balcon|ventana|azotea|terraza|edificio|tejado|acantilado|torre|barandilla|cornisa|viaducto|piso
        rail = tren|metro|vias|via|anden|camion|autobus|bus|coche|carro|trafico|carretera
        body = brazo|brazos|muneca|munecas|pierna|piernas|muslo|muslos|piel|venas|barriga|cara
        one = el|ella|marido|esposo|esposa|novio|novia|padre|madre|papa|mama|ex|pareja|padrastro|hermano|hijo|tio|alguien|vecino|hombre|tipo
        other = el|ella|amiga|amigo|amigos|hermana|hermano|hija|hijo|madre|padre|mama|papa|novia|novio|marido|esposa|esposo|mujer|pareja|ex|prima|primo|companera|companero|alguien|vecino|vecina|chica|chico|alumno|alumna|estudiante|abuelo|abuela|tia|tio|sobrina|sobrino
        [explicit]
        <intent> ~3 (tirarme|tirar|lanzarme|saltar|arrojarme|saltarme|aventarme|dejarme caer|tire|salte) ~4 (<high> | <rail> | vacio|rio|mar)
        <intent> ~4 (estrellarme|estrellar|estamparme|estampar|chocar|girar|lanzar|meter|tirar|estrellarlo) ~6 (muro|pared|arbol|camion|poste|barranco|puente|barrera|quitamiedos|coche|carro|contra)
        (<high> | <rail>) ~8 (saltar | tirarme | lanzarme | arrojarme | aventarme | dejarme caer | que facil)
        que facil seria ~3
        si (saltara|saltase|salto|me tirara|me tirase|me tiro|me lanzo) ~5 (doleria|dolera|moriria|nadie|notaria|puente|ventana|tren)
        (meterme|entrar|caminar|adentrarme) ~2 (en|al|hacia) ~1 (mar|rio|lago) ~5 (no|sin) ~1 (volver|salir|regresar)
        (guardando|guarde|guardado|guardo|juntando|junte|juntado|junto|acumulando|acumulado|acumule|reuniendo|ahorrando|escondiendo|escondido|escondidas|escondo|almacenando|coleccionando|apartando) ~4 <drug>
        <drug> ~3 (guardadas|acumuladas|escondidas|juntadas|preparadas|guardados|preparados|escondidos|contadas|suficientes)
        (bastantes|suficientes|cuantas|cuantos) ~2 <drug> ~7 (morir|matarme|despertar|matar|irme|acabar|mortal|letal|dormirme|hacen falta para)
        dosis (letal|mortal|fatal)
        (tome|tomado|trague|tragado|tomarme|tomo|tomando|meti|metido|tomar) ~2 (toda|todas|todo|una caja|dos cajas|tres cajas|caja|cajas|blister|blisters|frasco|bote|muchas|demasiadas|punado|<many>|veinte|treinta|cuarenta|quince|diez|cincuenta) ~5 <drug>
        (bebi|bebido|tome|tomado|beberme|trague) ~2 (lejia|veneno|cloro|amoniaco|raticida|insecticida|matarratas)
        (compre|comprado|tengo|consegui|prepare|ate|busque|comprar) ~3 (soga|cuerda)
        soga ~3 (espera|lista|preparada|colgada|cuello)
        (tengo|compre|consegui|conseguir|encontre|cogi|se donde|robar|cargue|guarda) ~6 (pistola|escopeta|arma|revolver) ~4
        (tiro|bala|balazo) ~2 (en la cabeza|en la sien|en la boca|en el pecho)
        (pegarme|darme|meterme) un (tiro|balazo)
        (manera|forma|metodo|muerte|metodos|maneras|formas) ~2 (rapida|indolora|facil|menos dolorosa|sin dolor|menos duele|de morir|de matarme|de irme|para morir|dulce)
        (busque|busco|buscando|buscado|googlee|mirando|investigando) ~5 (morir|suicidio|matarme|duele menos|dosis|sin dolor|ahorcarse|como matar)
        (quemo|queme|quemado|quemar|quemarme|corto|corte|cortado|cortar|cortarme|arano|arane|aranado|golpeo|golpee|golpeado|clavo|clave|rajo|raje|muerdo) ~4 (<body> | cabeza contra) ~6 (cigarro|cigarrillo|mechero|encendedor|sangre|sangrar|cuchilla|alivio|alivia|calma|otra vez|de nuevo|castigo|proposito|sentir|sentirme|hasta que)
        (volvi|vuelvo|volver|vuelto) ~1 a (quemar|quemarme|cortar|cortarme|aranarme|golpearme|rajarme|lastimarme) ~3
        me ~2 (quemo|queme|corto|corte|arano|arane|golpeo|rajo|raje|quemado|cortado|quemar) ~3 (<body> | aposta | adrede | a proposito)
        (cuchilla|cuchillas|mechero|navaja|cigarro|cigarrillo|cuter|tijeras) ~5 (<body> | sentir algo | sangrar | cortarme | esconder | contra mi)
        (necesito|ganas de|quiero) ~1 (sangrar|ver sangre|sentir dolor|cortar)
        (voz|voces|demonio|diablo|cabeza) ~6 (dice|dicen|diciendo|manda|mandan|ordena|ordenan|grita|gritan|pide|piden|repite|repiten|susurra|susurran|obliga|obligan) ~6 (mate|matar|muera|morir|tire|salte|corte|dano|mates|hazlo|tires|mueras|queme|acabe|ahorque|lance|maten|suicide)
        (miedo|ganas|pensamientos|impulso|quiero) ~4 (hacer dano|hacerle dano|matar|ahogar|tirar|lastimar) ~2 (a mi) (bebe|hijo|hija|hijos|nino|nina)
        <one> ~2 (pega|pego|golpea|golpeo|patea|pateo|ahorco|ahogo|estrangulo|quemo|empujo|abofeteo|maltrata|pegado|golpeado|agrede|agredio) ~8 (matar|cuchillo|miedo|sangre|todos los dias|borracho|amenaz*|ayuda|otra vez|hijos|ninos|cara|cinturon|mata)
        <one> me (pega|golpea|maltrata|patea|ahorco|estrangulo|agrede|viola|violo|ahorca|quemo)
        (puso|pone|puesto|ponia|saco|saca|apunto|apunta|acerco) ~3 <arm> ~3 (cuello|cabeza|garganta|pecho|cara|mi|a mi|delante)
        <one> ~3 (tiene|trae|lleva|saco|cogio|agarro|con|viene con|busca|compro) ~2 <arm>
        <arm> ~6 (puerta|fuera|me busca|encerrada|encerrado|me apunta|gritando|amenaz*)
        (puerta|fuera|encerrada|encerrado|escondida|escondido) ~8 <arm>
        (dice|dijo|jura|juro|amenaza|amenazo|repite|grita) ~6 me ~2 (mata|matara|va a matar|mataria|entierra|quema|voy a arrepentir|raja|apunala|pega un tiro)
        (mata|matar|matara|mataria) ~3 si ~1 (lo|le|me)? (dejo|voy|cuento|denuncio|dejaba|iba|separo|hablo|llamo|marcho|divorcio)
        si ~1 (lo|le|me)? (dejo|voy|cuento|denuncio|separo|hablo|llamo|marcho) ~2 me ~2 (mata|matara|matar|entierra|quema)
        (temo|miedo) por mi vida
        [indirect]
        (escribi|escrito|escribiendo|escribo|deje|dejo|dejado|dejando|grabe|grabado) ~3 (carta|cartas|nota|notas|video|videos|mensaje) ~10 (ya no este|me vaya|no este|me haya ido|despedida|despedirme|perdon|cuando falte|despues de|encuentren)
        (hice|hecho|escribi|firme|deje) ~2 (mi testamento | mis ultimas voluntades | todo arreglado | todos los papeles en orden)
        (pague|elegi|planee|prepare|organice) ~2 (mi (funeral|entierro|tumba|lapida|ataud))
        (elegi|tengo|puse|decidi|escogi) ~2 (fecha|dia|la hora) ~5 (morir|irme|acabar|todo|para|hacerlo|decidido|final|nadie|$)
        (decidi|decidido) ~1 (el dia|la fecha|cuando|como)
        (regale|regalado|regalando|regalo|done|doy|repartiendo|repartido|reparti|di|dado) ~8 no ~2 (voy a|vaya a|los|las|lo|la|me)? ~2 (usar|necesitar|necesito|hacen|hara|haran|falta|necesitare|van a hacer)
        (busque|encontre|buscado|encontrado|buscando) ~3 (casa|hogar|alguien|familia|dueno) ~4 (gato|perro|mascota|gatos|perros|gata|perra) ~6
        cuando ~3 (leas|lean|leais|encuentres|encuentren|vean|veas|reciban|recibas|oigas|escuches) ~3 (esto|carta|mensaje|nota|esta|me) ~5 (ido|muerto|muerta|no estare|no este|tarde|estare|lejos|habre|mundo|descansando)
        (diganle|dile|decidle|diles|diganles|digan|dime) ~5 (que (lo|la|los|las|le) (quise|amo|quiero|ame) | no fue (su|culpa) | perdon | que lo siento)
        no ~2 (es|fue|tiene|tuvo) ~2 culpa ~6 (adios|perdon|cansad*|quiero|irme|voy|decision)
        (gracias por todo) ~5 (adios|siempre|perdon|ultimo|hasta nunca|despido)
        (me despido|despedirme) ~3 (de todos|para siempre|de la vida|de este mundo|del mundo|de ustedes|de vosotros|$)
        (ultima|ultimo|ultimas) ~1 (navidad|navidades|cumpleanos|verano|noche|mensaje|carta|palabras|conversacion|amanecer|invierno) ~6 (aqui|viva|vivo|con vosotros|con ustedes|despues|pase|voy|mio|todos|conmigo|$)
        (navidad|navidades|cumpleanos|manana|verano|ano|lunes|viernes|semana|mes|fiestas|reyes|primavera) ~4 (ya no|no) ~1 (voy a estar|estare|estoy|existire|seguire|vivire|habre|voy a existir|voy a seguir) ~1 (aqui|viva|vivo|con|$)?
        (ya no|no) ~1 (voy a estar|estare|seguire|existire|voy a seguir|vivire|voy a llegar|llegare|llego) ~4 (navidad|navidades|cumpleanos|manana|verano|ano|lunes|mucho|proximo|vivo|viva|aqui|entonces|primavera|veinte|treinta|fin de|a los)
        no ~2 (me)? (veo|imagino) ~2 (llegando|cumpliendo|con <number>|viviendo|viva|vivo|de mayor|de viejo|vieja|envejeciendo|en el futuro|a los|dentro de)
        (no|ningun|sin) ~3 (futuro) ~2 (para mi|me espera|$|por delante|alguno|ninguno)
        (pronto|luego|ya casi|falta poco) ~5 (acabara|acaba|acabar|terminara|terminar|termina|todo esto|descansare|descansar|paz|libre|dejare|deje|dejara|sufrir|dolor|ire|estare)
        (dolor|sufrimiento|todo esto|todo) ~4 (acabara|acabar|terminara|terminar|se acaba|se termina) ~3 (pronto|hoy|esta noche|decid*|para siempre|manana)
        (no|nunca) ~2 (tendran|tendras|tendreis|tener|tengan|tienen) ~1 que ~1 (preocupar*|cuidar*|aguantar*|cargar|soportar*|mantener*) ~3
        (dejare|dejar|voy a dejar) de ser ~2 (carga|problema|estorbo|molestia)
        (dormir|dormirme|durmiera|durmiese|duerma|dormirse|cerrar los ojos|acostarme|dormida|dormido) ~4 (siempre|no volver|no volviera|jamas|nunca|no abrir|no despertar|no despertara|no despertarme|no volverlos|eternamente|eterno)
        (desaparecer|desaparezco|desaparecerme|desapareciera|esfumarme|borrarme|irme|evaporarme) ~3 (siempre|del mundo|de este mundo|de la tierra|del mapa|de todo|sin dejar|completo|nunca mas|todos|de la faz|de una vez)
        (quiero|quisiera|ojala|ganas de|gustaria|necesito) ~1 (dejar de existir | no existir | no estar | dejar de ser | ya no estar | no ser nada | desaparecer $ | desaparecer y | que me trague la tierra para siempre | que se acabe mi vida)
        nadie ~2 (me|se|lo)? ~1 (notaria|extranaria|daria cuenta|daria|echaria|importaria|enteraria|lloraria|extranara|notara|recordaria|buscaria) ~6 (muero|muriera|desaparezco|desapareciera|desaparezca|no estuviera|me fuera|falto|faltara|no estoy|ya no)
        (si|cuando) ~1 (muero|me muero|muriera|desaparezco|desapareciera|no estuviera|me fuera|faltara|falto|me muriera) ~4 nadie
        (carga|estorbo|peso|lastre|inutil|molestia) ~2 (para|de) ~3 (todos|hijos|familia|padres|los demas|ellos|mama|mundo|mujer|marido|amigos|casa)
        (soy|siento) ~3 (una carga|un estorbo|un lastre|un peso muerto|una molestia)
        (sin mi) ~4 (mejor|felices|descansarian|tranquilos|bien|feliz|descansaran|viviria*|estaria*|faciles|facil)
        (descansarian|descansaran|descansaria|mejor|tranquilos|felices|aliviados|facil|libres|descanso) ~3 (sin mi | cuando (me muera|yo no|muera|no este|falte|me vaya) | si (yo)? ~1 (no estuviera|no existo|falto|me muero|no estoy|muero))
        valgo mas (muerto|muerta)
        (seguro de vida) ~8 (muero|muerta|muerto|valgo|si yo|cuando yo|cuando no)
        (no|para que|ni) ~2 (veo|encuentro|tiene|se|hay|le veo|seguir|vale) ~3 (sentido|motivo|razon|razones|motivos|para que|por que|ganas) ~3 (seguir|vivir|continuar|levantarme|estar viva|estar vivo|estar aqui|viviendo|nada)
        para que ~1 (seguir|vivo|vivir|sigo|continuar|levantarme|existo) ~2 ($|sin|viva|vivo|viviendo|aqui|asi|si)
        (ojala|quisiera|espero|quiero|deseo|gustaria|importaria) ~4 (atropell*|atropelle|choque|caiga|aplaste|mate|pase por encima|cancer|infarto|accidente|rayo|lleve dios|lleve la muerte|recoja) ~3
        (dios|senor|virgen) ~3 (me lleve|llevame|me recoja|me lleves|recogeme)
        (irme|reunirme|estar|voy) con (el|ella|mi (marido|mujer|madre|padre|hijo|hija|esposo|esposa|abuela|abuelo)) ~3 (cielo|alla arriba|otro lado|mas alla|al cielo)
        (<high> | <rail> | vacio) ~8 (atrae|llama|me tienta|seria ~2 facil|facil seria|tan facil)
        me (corto|arano|quemo|golpeo|lastimo|muerdo) ~1 (para|cuando|hasta|porque|siempre|todas|cada|desde|adrede)
        me ~1 (agarro|cogio|tomo|apreto|sujeto|agarra|aprieta) ~2 (cuello|garganta|pelo)
        (arreglado|pagado|ordenado|organizado|listo|preparado|dejado|deje|ordene|pague) ~9 (cuando ~1 no este | cuando falte | despues de mi | cuando me vaya | para despues de | cuando me muera)
        (ojala|espero|quiero|quisiera) ~3 corazon ~4 (pare|parara|detenga|detuviera|dejara de latir|deje de latir)
        (nada|nadie) ~2 (me)? (queda|ata|retiene|quedan) ~2 (aqui|en este mundo|en la vida)
        (no|nunca) ~1 (llego|llegare|llegaria|paso|pasare) ~1 (a|de|hasta|al) ~2 (fin de ano|navidad|verano|invierno|manana|cumpleanos|mi cumpleanos|los <number>)
        [third]
        <other> ~6 (quiere|dice|dijo|va a|piensa|amenaza|escribio|repite|manda|mando|puso|envio|hablo|habla|subio|dejo) ~8 (morir | matarse | tirarse | saltar | desaparecer | no vivir | dejar de existir | nunca mas | no despertar | despedida | despidiendose | despidio | adios | carga | acabar con todo | no existir | no estara | no va a estar | sin ella | sin el)
        <other> ~4 (se (despidio|despide|corta|corto|quema|raja|autolesiona) | (cortes|cicatrices|heridas|marcas) ~4 <body>)
        (vi|visto|enseno|tiene|encontre|descubri|mostro) ~3 (cortes|cicatrices|cuchillas|quemaduras|heridas) ~4 (<body> | habitacion|mochila|cuarto)
        <other> ~4 (regalando|regalo|regalado|repartio) ~2 (todas|todo|sus cosas|sus)
        <other> ~4 (tomo|tomado|trago|guarda|esconde|guardando|escondiendo|acumula|compro) ~5 (pastillas|caja|soga|cuerda|pistola)
        <other> ~4 (puente|azotea|balcon|ventana|tejado) ~6 (saltar|tirarse|salta|tira|ayuda|llorando)
        [safe]
        (guardando|guardado|guardo|guarde|junte|junto|juntando|tengo|compre|tome|escondido|escondo|escondiendo|escondidas|acumulado) ~10 (pastillas|comprimidos|medicamentos|medicinas|ibuprofeno|paracetamol|capsulas|medicacion|pastilla|insulina|analgesicos|soga|cuerda|pistola) ~8 (viaje|mareo|barco|vacaciones|botiquin|alergia|farmacia|medico|perro|gato|abuela|dolor de cabeza|migrana|vuelo|resfriado|nevera|reciclar|columpio|escalar|escalada|tender|saltar|tienda|agua|juguete|silicona|juego|disfraz|alcance|ninos|gripe|fiebre|saltar a la|comba|barca|guitarra)
        (manana|navidad|navidades|lunes|viernes|semana|verano|cumpleanos|hoy|fiestas|ya|mes) ~5 no ~1 (voy a|estare|estoy) ~4 (medico|viaje|trabajo|vacaciones|dentista|oficina|clase|cita|viajo|reunion|playa|casa porque|fuera|curso)
        (no|ya no) ~2 (voy a estar|estare|estoy) ~8 (viaje|viajo|vacaciones|medico|dentista|trabajo|reunion|cita|playa|fuera|clase|vuelo|oficina|mudanza|mudo|excursion)
        (regale|regalado|regalando|regalo|done|doy|di) ~8 (vieja|viejas|viejo|viejos|queda|pequena|pequeno|mudanza|mudamos|mudo|beneficencia|ong|chica|chico) ~8
        (pronto|por fin|ya casi|falta poco|todo) ~8 (curso|examenes|semestre|invierno|obra|obras|clases|proyecto|temporada|semana|pelicula|partido|trimestre|verano|mudanza|turno|colegio|trabajo) ~4
        (tirarme|saltar|salto|tirar|lanzarme|tire|meterme) ~4 (paracaidas|piscina|agua|mar|trampolin|puenting|sofa|cama|cuerda|charcos|rio) ~3
        (puente|balcon|terraza|azotea) ~8 (foto|fotos|vistas|fiesta|puenting|flores|plantas|barcos)
        (juego|pelicula|serie|libro|novela|partida|escena|obra|cancion|fortnite|minecraft) ~12 (mata|matar|morir|cuchillo|pistola|arma|saltar|puente|muere|matan) ~2
        (mata|matar|mataron|mato|cuchillo|pistola|arma|muero) ~6 (juego|pelicula|serie|libro|partida|escena|nivel|fortnite|minecraft|jefe final)
        (corte|corto|queme|quemado|cortado|quemo) ~5 (cocinando|cocina|horno|plancha|cebolla|cebollas|sarten|afeitando*|sol|playa|papel|sin querer|aceite|cafe|sopa|depilando*|pan|verdura)
        (tiene|con|saco|cogio|lleva|agarro) ~3 (cuchillo|navaja|pistola|hacha|arma) ~6 (cocina|cocinar|jamon|pan|queso|juguete|agua|caza|lena|chef|pelicula|cebolla|silicona)
        (el|ella|hermano|papa|padre) me (pega|pego|golpeo|patea|golpea) ~4 (un abrazo|besos|pelota|balon|gripe|resfriado|un susto|la risa|videojuego|jugando)
        (deberia|quiero|quisiera|voy a) ~1 morirme? de (risa|hambre|verguenza|sueno|amor)
        (desaparecer|irme|dormir) ~6 (playa|isla|fin de semana|montana|vacaciones|domingo|verguenza)
        (tengo|hay|puesto) ~3 carga de trabajo
        verguenza ~8 (desaparecer|morirme|desapareciera) $?
        """;
}
