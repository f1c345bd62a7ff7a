package dev.kindred.ann;

import dev.kindred.testkit.HouseRules;

class HouseRulesTest extends HouseRules {}
